// A CSV file of a million rows and ten columns, the same bytes every time: numbers, few and many distinct
// texts, quotes, line ends in quotes, empty fields, dates. About 84 MB.

import Glibc

struct SampleFile {
  static let rowCount = 1_000_000
  private var state: UInt64 = 42

  /// Writes the file unless it is there.
  ///
  /// - Returns: its length in bytes, or nil when it cannot be written.
  static func make(at path: String) -> Int? {
    var status = stat()
    if stat(path, &status) == 0 { return Int(status.st_size) }
    guard let file = fopen(path + ".part", "w") else { return nil }
    var sample = SampleFile()
    fputs("id,grp,n,price,qty,city,note,flag,ratio,day\n", file)
    for row in 1...rowCount { fputs(sample.line(row), file) }
    guard fclose(file) == 0, rename(path + ".part", path) == 0, stat(path, &status) == 0 else {
      return nil
    }
    return Int(status.st_size)
  }

  private static let cities = [
    "London", "Paris", "Zürich", "São Paulo", "東京", "New York", "Kraków", "Reykjavík", "Lagos",
    "Bengaluru", "Москва", "Quito",
  ]

  private static let words = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega",
  ]

  /// The next number from 0 to `count - 1`.
  ///
  /// - Source: SplitMix64, https://prng.di.unimi.it/splitmix64.c
  private mutating func random(_ count: UInt64) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ (value >> 31)) % count)
  }

  private mutating func line(_ row: Int) -> String {
    let share = random(1_000_000)
    let letter = UnicodeScalar(UInt8(97 + random(26)))
    let day = "20\(two(random(25)))-\(two(1 + random(12)))-\(two(1 + random(28)))"
    let fields = [
      "\(row)", "\(letter)", "\(random(2_000_000) - 1_000_000)",
      "\(share / 100).\(two(share % 100))",
      "\(share * 97 / 1_000_000)", SampleFile.cities[random(12)], note(row),
      share < 500_000 ? "true" : "false", "0.\(String(100_000_000_000 + random(900_000_000_000)))",
      day,
    ]
    return fields.joined(separator: ",") + "\n"
  }

  private mutating func note(_ row: Int) -> String {
    let first = SampleFile.words[random(24)]
    let second = SampleFile.words[random(24)]
    switch random(1000) {
    case ..<5: return "\"\(first)\nsecond \"\"line\"\" \(row)\""
    case ..<120: return "\"\(first), \(second) and more\""
    case ..<250: return "\"he said \"\"\(second)\"\" to \(first)\""
    case ..<300: return ""
    default: return "\(first) \(second) \(first)"
    }
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
