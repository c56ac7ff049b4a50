// The words after `=`, checked and turned into values. Level 1.

internal import Diagnostics

extension ChartOptions {
  /// The total widths that charts are drawn in.
  static let widths = 40...500

  /// Sets an option from its text.
  ///
  /// - Throws: an error at the value, with what would be right.
  mutating func set(_ option: ChartOption, _ value: ChartToken) throws(ChartError) {
    switch option {
    case .width: width = try integer(option, value, in: Self.widths)
    case .top: top = try integer(option, value, in: 1...Int.max)
    case .limit: limit = try integer(option, value, in: 1...Int.max)
    case .title:
      title = value.text
      showsTitle = !value.text.isEmpty
    case .note: note = value.text
    case .charset: charset = try readCharset(value)
    case .sort: sorting = try readSorting(value)
    case .null: null = try readNullTreatment(value)
    case .format: format = try readFormat(value)
    case .baseline:
      baseline = try number(option, value)
      baselineRange = value.range
    case .color: try checkColor(value)
    default: throw ChartError("\(option) takes no value", at: value.range, hint: "\(option)")
    }
  }

  /// Sets a flag, or takes it away with `no-`.
  mutating func setFlag(_ option: ChartOption, _ isOn: Bool) throws(ChartError) {
    switch option {
    case .values: showsValues = isOn
    case .title: showsTitle = isOn
    default: throw ChartError("not supported yet: \(option)")
    }
  }

  private func integer(
    _ option: ChartOption, _ value: ChartToken, in range: ClosedRange<Int>
  ) throws(ChartError) -> Int {
    if let integer = Int(value.text), range.contains(integer) { return integer }
    let end = range.upperBound == .max ? " or more" : " to \(range.upperBound)"
    throw ChartError(
      "\(option) must be a whole number of \(range.lowerBound)\(end)", at: value.range)
  }

  private func number(_ option: ChartOption, _ value: ChartToken) throws(ChartError) -> Double {
    if let number = Double(value.text), number.isFinite { return number }
    throw ChartError("\(option) must be a number", at: value.range)
  }

  private func readCharset(_ value: ChartToken) throws(ChartError) -> Charset {
    if let charset = Charset(rawValue: value.text) { return charset }
    if value.text == "braille" {
      throw ChartError("not supported yet: charset=braille", at: value.range)
    }
    throw unknown(value, .charset, Charset.allCases.map(\.rawValue))
  }

  private func readSorting(_ value: ChartToken) throws(ChartError) -> Sorting {
    switch value.text {
    case "x", "-x", "y", "-y":
      return Sorting(byValue: value.text.hasSuffix("y"), isDescending: value.text.hasPrefix("-"))
    default: throw unknown(value, .sort, ["x", "-x", "y", "-y"])
    }
  }

  private func readNullTreatment(_ value: ChartToken) throws(ChartError) -> NullTreatment {
    if let treatment = NullTreatment(rawValue: value.text) { return treatment }
    throw unknown(value, .null, NullTreatment.allCases.map(\.rawValue))
  }

  private func readFormat(_ value: ChartToken) throws(ChartError) -> NumberFormat {
    if let format = NumberFormat(value.text) { return format }
    throw ChartError(
      "format '\(escaped(value.text))' cannot be read", at: value.range,
      hint: "0, 0.00, \",0.0\", %, 0.0%, si or e, each with text after it: format=\"0.0 kg\"")
  }

  private func checkColor(_ value: ChartToken) throws(ChartError) {
    switch value.text {
    case "auto", "never": return
    case "always": throw ChartError("not supported yet: color=always", at: value.range)
    default: throw unknown(value, .color, ["auto", "always", "never"])
    }
  }

  private func unknown(
    _ value: ChartToken, _ option: ChartOption, _ known: [String]
  ) -> ChartError {
    ChartError(
      "\(option) cannot be '\(escaped(value.text))'", at: value.range,
      hint: didYouMean(value.text, among: known) ?? "one of \(known.joined(separator: ", "))")
  }
}
