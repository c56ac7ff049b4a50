// The values of one column of a bare file, whose type is settled. Level 1.

internal import Tabular

/// Collects one column in the second pass.
final class BareColumn {
  private let name: String
  private let type: BareType
  private var builder: ColumnBuilder?

  init(name: String, type: BareType) {
    self.name = name
    self.type = type
    builder = ColumnBuilder(name: name)
  }

  /// Adds a value that the first pass has seen.
  func append(_ bytes: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
    if bytes.isEmpty, !isQuoted {
      builder?.appendNull()
      return
    }
    switch (type, ValueForm(type: type, bytes)) {
    case (.integer, .integer(let value)): builder?.append(value)
    case (.real, .integer(let value)): builder?.append(Double(value))
    case (.real, .real(let value, _)): builder?.append(value)
    default: builder?.append(text: bytes)
    }
  }

  func build() -> Column {
    guard let column = builder.take()?.build() else {
      preconditionFailure("a column is built once")
    }
    return column
  }
}

extension ValueForm {
  /// Classifies a value where its column is one of numbers.
  fileprivate init(type: BareType, _ bytes: UnsafeBufferPointer<UInt8>) {
    if type == .text { self = .text } else { self.init(bytes) }
  }
}
