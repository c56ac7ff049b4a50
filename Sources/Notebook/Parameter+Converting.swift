// Written values -> values of a parameter's type. Level 0.

internal import YAML

extension Parameter.Kind {
  /// How a value of the type is written, where that is not plain.
  public var hint: String? {
    switch self {
    case .date: "a date is written 2024-12-31"
    case .list: "a list is written [a, b]"
    case .bool: "it is true or false"
    case .integer, .real, .text, .null: nil
    }
  }
}

extension Parameter {
  /// The type that a value has by itself.
  static func kind(of node: Node) -> Kind {
    switch node.scalar {
    case .null: .null
    case .bool: .bool
    case .integer: .integer
    case .real: .real
    case .text: .text
    case nil: .list
    }
  }

  /// The value as a type wants it, or nil. Null is a value of every type but `list`.
  static func convert(_ node: Node, to kind: Kind) -> Default? {
    if kind == .list {
      guard let elements = node.sequence, unfitElement(of: node) == nil else { return nil }
      return .list(elements.compactMap(\.scalar))
    }
    guard let scalar = node.scalar, let text = node.text else { return nil }
    if kind == .text, scalar != .null { return .scalar(.text(text)) }
    if kind == .real, let real = node.unreadNumber.flatMap(nearestReal) {
      return .scalar(.real(real))
    }
    return convert(scalar, to: kind).map { .scalar($0) }
  }

  /// The first element of a list that none can hold, and what is wrong with it.
  static func unfitElement(of node: Node) -> (element: Node, fault: String)? {
    for element in node.sequence ?? [] {
      if let text = element.unreadNumber {
        return (element, "\(text) is a number that cannot be held exactly")
      }
      if element.scalar == nil { return (element, "a list holds numbers, texts, true or false") }
    }
    return nil
  }

  /// The scalar as a type other than `text` or `list` wants it, or nil.
  static func convert(_ scalar: Scalar, to kind: Kind) -> Scalar? {
    switch (kind, scalar) {
    case (_, .null): scalar
    case (.integer, .integer), (.real, .real), (.bool, .bool), (.text, .text): scalar
    case (.real, .integer(let whole)): .real(Double(whole))
    case (.date, .text(let text)) where isDate(text): scalar
    default: nil
    }
  }

  /// Whether a text is a day of the Gregorian calendar, `YYYY-MM-DD`.
  public static func isDate(_ text: String) -> Bool { Moment.isDay(text) }
}
