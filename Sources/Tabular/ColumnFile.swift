// A table as the bytes of a file that can be mapped back as columns, without reading a value. Level 0.

/// The layout of a column file: numbers little-endian, sections aligned to 8 bytes.
///
///     header     magic (8 bytes) · rows · columns · length of the remark · end of the directory ·
///                checksum of all the rest
///     remark     any bytes that belong to the table
///     directory  per column: length of the name · layout · whether it has NULLs · the name
///     sections   per column, in order: the arrays of its layout, then the bitmap of its NULLs
///
/// The format is private to one version of the program and one kind of machine: it is a cache.
enum ColumnFile {
  /// Changes with every change of the layout.
  static let magic: UInt64 = 0x3230_4C4F_4345_5551  // "QUECOL02"
  static let headerCount = 6 * 8

  /// How a column's arrays follow each other.
  enum Layout: UInt64 {
    case integers, reals, texts, mixed
  }

  /// A number rounded up to the next multiple of 8.
  static func aligned(_ count: Int) -> Int { (count + 7) & ~7 }

  /// A checksum against damage, not against malice: four lanes of multiply and rotate.
  static func checksum(_ pieces: [UnsafeRawBufferPointer]) -> UInt64 {
    var hash = Checksum()
    for piece in pieces { hash.update(piece) }
    return hash.value
  }
}

/// A table laid out for writing: the header and directory, and the columns' own memory.
public struct ColumnFilePieces: Sendable {
  private let head: [UInt8]
  private let table: Table

  /// Lays out a table.
  ///
  /// - Parameter remark: bytes that belong to it, which come back with it.
  public init(_ table: Table, remark: [UInt8] = []) {
    self.table = table
    var directory = remark
    directory.pad()
    for column in table.columns { directory.append(entryFor: column) }
    directory.pad()
    var head: [UInt8] = []
    for number in [
      ColumnFile.magic, UInt64(table.rowCount), UInt64(table.columns.count),
      UInt64(remark.count), UInt64(ColumnFile.headerCount + directory.count),
    ] { head.append(number) }
    let sections = ColumnFilePieces.sections(of: table)
    let sum = (head + directory).withUnsafeBytes { ColumnFile.checksum([$0] + sections) }
    head.append(sum)
    self.head = head + directory
  }

  /// Hands over the pieces of the file in order; they are valid only during the call.
  public func withPieces<Result, Failure: Error>(
    _ body: ([UnsafeRawBufferPointer]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let sections = ColumnFilePieces.sections(of: table)
    let storage = Buffer(head)
    defer { withExtendedLifetime((storage, table)) {} }
    return try body([UnsafeRawBufferPointer(storage.pointer)] + sections)
  }

  /// The arrays of all columns, each followed by the zeros that align the next.
  private static func sections(of table: Table) -> [UnsafeRawBufferPointer] {
    table.columns.flatMap { column in
      let arrays: [UnsafeRawBufferPointer] =
        switch column.values {
        case .integers(let buffer): [.init(buffer.pointer)]
        case .reals(let buffer): [.init(buffer.pointer)]
        case .texts(let codes, let strings): [.init(codes.pointer)] + strings.sections
        case .mixed(let classes, let bits, let strings):
          [.init(classes.pointer), .init(bits.pointer)] + strings.sections
        }
      let nulls = column.nulls.map { [UnsafeRawBufferPointer($0.words.pointer)] } ?? []
      return (arrays + nulls).flatMap { [$0, padding(after: $0.count)] }
    }
  }

  private static func padding(after count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: zeros.pointer.baseAddress, count: ColumnFile.aligned(count) - count)
  }

  private static let zeros = Buffer([UInt8](repeating: 0, count: 8))
}

extension ByteStrings {
  /// The count of bytes, the offsets, the bytes.
  fileprivate var sections: [UnsafeRawBufferPointer] {
    [.init(offsets.pointer), .init(bytes.pointer)]
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  fileprivate mutating func append(entryFor column: Column) {
    append(UInt64(column.name.utf8.count))
    let (layout, stringCount, byteCount): (ColumnFile.Layout, Int, Int) =
      switch column.values {
      case .integers: (.integers, 0, 0)
      case .reals: (.reals, 0, 0)
      case .texts(_, let strings): (.texts, strings.count, strings.bytes.count)
      case .mixed(_, _, let strings): (.mixed, strings.count, strings.bytes.count)
      }
    append(layout.rawValue)
    append(column.nulls == nil ? UInt64(0) : 1)
    append(UInt64(stringCount))
    append(UInt64(byteCount))
    append(contentsOf: column.name.utf8)
    pad()
  }

  fileprivate mutating func pad() {
    while count % 8 != 0 { append(UInt8(0)) }
  }
}
