// What is known about a column before its values are read. Level 1.

/// How the values of a column are to be read.
enum ColumnRule {
  /// By all of its values, as a bare file.
  case guessed(BareRule)
  /// As a bare file, but the type is stated.
  case stated(CSVType, name: String, BareRule)
  /// As a field of a schema.
  case declared(FieldRules)
}

/// How values of a bare file are read.
struct BareRule {
  /// Texts that stand for NULL besides the empty field.
  var missing: [[UInt8]] = []
  /// The byte between whole and fraction.
  var point = UInt8(ascii: ".")
  /// Whether blanks around unquoted values are dropped.
  var trims = false

  @inline(__always)
  func isNull(_ span: FieldSpan, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
    if value.isEmpty { return !span.isQuoted }
    return !missing.isEmpty && missing.contains { equal($0, value) }
  }
}

/// Whether an array holds just these bytes.
func equal(_ left: [UInt8], _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  for index in left.indices where left[index] != right[index] { return false }
  return true
}
