// random() and randomblob(), counted, and repeatable when a generator is given. Level 1.

internal import CSQLite

/// Where random numbers come from.
final class Chance {
  /// The generator, or nil for SQLite's own numbers, which differ from run to run.
  var generator: Generator?
  /// How often a random number was asked for.
  private(set) var askedCount: Int64 = 0

  /// SplitMix64, which is a few additions and multiplications of 64 bits: the same numbers on every
  /// machine.
  ///
  /// - Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014
  struct Generator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Fills memory with random bytes, those of each number from the lowest on.
  fileprivate func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    askedCount += 1
    guard var generator else {
      sqlite3_randomness(Int32(bytes.count), bytes.baseAddress)
      return
    }
    for start in stride(from: 0, to: bytes.count, by: 8) {
      let number = generator.next()
      for index in start..<min(start + 8, bytes.count) {
        bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(index - start)))
      }
    }
    self.generator = generator
  }

  /// Puts the two functions in the place of SQLite's.
  func install(in database: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    // They may stand in views and triggers, as SQLite's may.
    let flags = SQLITE_UTF8 | SQLITE_INNOCUOUS
    sqlite3_create_function_v2(database, "random", 0, flags, context, random, nil, nil, nil)
    sqlite3_create_function_v2(database, "randomblob", 1, flags, context, randomBlob, nil, nil, nil)
  }
}

private typealias Arguments = UnsafeMutablePointer<OpaquePointer?>?

private func random(context: OpaquePointer?, count: Int32, arguments: Arguments) {
  guard let user = sqlite3_user_data(context) else { return }
  let chance = Unmanaged<Chance>.fromOpaque(user).takeUnretainedValue()
  var number: UInt64 = 0
  withUnsafeMutableBytes(of: &number) { chance.fill($0) }
  let signed = Int64(bitPattern: UInt64(littleEndian: number))
  // As SQLite does, so that abs(random()) never overflows.
  sqlite3_result_int64(context, signed < 0 ? -(signed & Int64.max) : signed)
}

private func randomBlob(context: OpaquePointer?, count: Int32, arguments: Arguments) {
  guard let user = sqlite3_user_data(context), let argument = arguments?[0] else { return }
  let length = max(1, sqlite3_value_int64(argument))
  let limit = sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1)
  guard length <= Int64(limit) else { return sqlite3_result_error_toobig(context) }
  guard let memory = sqlite3_malloc64(UInt64(length)) else {
    return sqlite3_result_error_nomem(context)
  }
  let chance = Unmanaged<Chance>.fromOpaque(user).takeUnretainedValue()
  chance.fill(UnsafeMutableRawBufferPointer(start: memory, count: Int(length)))
  sqlite3_result_blob64(context, memory, UInt64(length), sqlite3_free)
}
