// What `requires:` says of the program's version. Level 0.

/// A comparison with a version, such as `>=1.2`.
public struct VersionBound: Sendable, Hashable {
  /// How a version is compared.
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case equal = "=="
    case above = ">"
    case below = "<"
  }

  /// How the program's version must stand to `version`.
  public let relation: Relation
  /// The numbers between the points.
  public let version: [Int]

  /// Reads `>=1.2` or `>=1.2, <2`; a version alone means at least that one.
  ///
  /// - Returns: nil for anything else.
  static func list(_ text: String) -> [VersionBound]? {
    let bounds = text.split(separator: ",", omittingEmptySubsequences: false).map(bound)
    return bounds.contains { $0 == nil } ? nil : bounds.compactMap { $0 }
  }

  private static func bound(_ text: Substring) -> VersionBound? {
    let text = text.drop { $0 == " " }
    let relation = Relation.allCases.first { text.hasPrefix($0.rawValue) }
    var rest = text.dropFirst(relation?.rawValue.count ?? 0).drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    guard let version = numbers(rest) else { return nil }
    return VersionBound(relation: relation ?? .atLeast, version: version)
  }

  private static func numbers(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    return numbers.count == parts.count ? numbers : nil
  }

  /// Whether a version of the program will do; numbers that are missing count as zero, and whatever
  /// follows a number (`1.2-beta`) is passed over.
  public func allows(_ version: String) -> Bool {
    let numbers = version.split(separator: ".").map { part in
      Int(part.prefix { $0.isASCII && $0.isNumber }) ?? 0
    }
    let count = max(numbers.count, self.version.count)
    func filled(_ numbers: [Int]) -> [Int] {
      numbers + [Int](repeating: 0, count: count - numbers.count)
    }
    let (own, wanted) = (filled(numbers), filled(self.version))
    switch relation {
    case .atLeast: return !own.lexicographicallyPrecedes(wanted)
    case .atMost: return !wanted.lexicographicallyPrecedes(own)
    case .equal: return own == wanted
    case .above: return wanted.lexicographicallyPrecedes(own)
    case .below: return own.lexicographicallyPrecedes(wanted)
    }
  }
}
