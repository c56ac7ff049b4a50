// Options of a bare file as they are written -> CSVOptions. Level 1.

public import Diagnostics
public import SystemPackage
internal import Tabular

/// An option as it is written somewhere: `sep: ";"`, `null: [NA, "-"]`, `types: {zip: text}`.
public struct CSVOptionText: Sendable, Hashable {
  /// The option's name.
  public let name: String
  /// The keys of a mapping, one a value; nil for one value or a list.
  public let keys: [String]?
  /// The values, as texts.
  public let values: [String]
  /// Whether it is a list or a mapping, even of one value.
  public let isCollection: Bool

  /// Keeps what is written.
  public init(name: String, keys: [String]? = nil, values: [String], isCollection: Bool = false) {
    self.name = name
    self.keys = keys
    self.values = values
    self.isCollection = isCollection
  }
}

/// Why an option cannot be taken.
public struct CSVOptionFault: Error, Sendable, Hashable {
  /// Which of the options, from 0.
  public let optionIndex: Int
  /// Which of its values, from 0; nil when it is about the whole option.
  public let valueIndex: Int?
  /// Q104 for a value, Q105 for an unknown name.
  public let code: Code
  /// What is wrong.
  public let message: String
  /// What may be meant.
  public let hint: String?
}

extension CSVOptions {
  /// The names of all options.
  public static let optionNames = [
    "sep", "quote", "escape", "header", "skip", "comment", "encoding", "null", "types", "decimal",
    "names", "ragged", "bad", "trim", "format",
  ]

  /// The names of the options that make sense for JSON; `bad` is for JSON Lines alone.
  private static let jsonNames: Set<String> = [
    "encoding", "null", "types", "names", "bad", "format",
  ]

  /// Reads the options of a file as they are written.
  ///
  /// - Parameter path: the file, whose name tells its form unless an option states it.
  /// - Throws: the first that is unknown, has a value it cannot have, or is for files of another form.
  public init(_ texts: [CSVOptionText], for path: FilePath) throws(CSVOptionFault) {
    try self.init(texts)
    let format = format ?? path.dataFormat ?? .csv
    guard format.isJSON else { return }
    for (index, text) in texts.enumerated() {
      let isForLines = text.name == "bad" && format == .json
      if !isForLines, CSVOptions.jsonNames.contains(text.name) { continue }
      throw CSVOptionFault(
        optionIndex: index, valueIndex: nil, code: .badValue,
        message: isForLines
          ? "bad is for lines: CSV and JSON Lines" : "\(text.name) is for CSV, and \(path) is JSON",
        hint: isForLines ? nil : "JSON takes null, types, names, encoding and format")
    }
  }

  /// Reads options as they are written, whatever they are for.
  ///
  /// - Throws: the first that is unknown or has a value it cannot have.
  init(_ texts: [CSVOptionText]) throws(CSVOptionFault) {
    self.init()
    for (index, text) in texts.enumerated() {
      let reader = OptionTextReader(text: text, index: index)
      try read(text.name, reader)
    }
    let marks = [separator ?? 0x2C, quote, escape == quote ? nil : escape, comment].compactMap(
      \.self)
    if Set(marks).count < marks.count, let last = texts.indices.last {
      throw CSVOptionFault(
        optionIndex: last, valueIndex: nil, code: .badValue,
        message: "sep, quote, escape and comment are different characters", hint: nil)
    }
  }

  private mutating func read(
    _ name: String, _ reader: OptionTextReader
  ) throws(CSVOptionFault) {
    switch name {
    case "sep": separator = try reader.character(named: ["tab": 0x09])
    case "quote": quote = try reader.characterOrNone()
    case "escape": escape = try reader.characterOrNone()
    case "comment": comment = try reader.characterOrNone()
    case "header": hasHeader = try reader.truth()
    case "trim": trimsBlanks = try reader.truth()
    case "skip": skippedLineCount = try reader.count()
    case "encoding": encoding = try reader.word(TextEncoding.self)
    case "null": nullTexts = reader.text.values
    case "types": types = try reader.types()
    case "decimal": decimalPoint = try reader.decimal()
    case "names": names = try reader.word(Names.self)
    case "ragged": ragged = try reader.word(Ragged.self)
    case "bad": bad = try reader.word(Bad.self)
    case "format": format = try reader.format()
    default:
      throw reader.fault(
        "unknown option \(name)", hint: didYouMean(name, among: CSVOptions.optionNames),
        code: .unknownOption)
    }
  }
}

/// Reads the value of one option.
private struct OptionTextReader {
  let text: CSVOptionText
  let index: Int

  func fault(
    _ message: String, value: Int? = nil, hint: String? = nil, code: Code = .badValue
  ) -> CSVOptionFault {
    CSVOptionFault(
      optionIndex: index, valueIndex: value, code: code, message: message, hint: hint)
  }

  private func single(_ allowed: String) throws(CSVOptionFault) -> String {
    guard !text.isCollection, text.values.count == 1 else {
      throw fault("\(text.name) is \(allowed)")
    }
    return text.values[0]
  }

  func character(named names: [String: UInt8] = [:]) throws(CSVOptionFault) -> UInt8 {
    let written = try single("one character")
    if let byte = names[written] { return byte }
    if written == "\\t" { return 0x09 }
    guard written.utf8.count == 1, let byte = written.utf8.first, byte == 0x09 || byte >= 0x20,
      byte < 0x7F
    else { throw fault("\(text.name) is one ASCII character", value: 0) }
    return byte
  }

  func characterOrNone() throws(CSVOptionFault) -> UInt8? {
    let written = try single("one character or none")
    return written == "none" || written.isEmpty ? nil : try character()
  }

  func truth() throws(CSVOptionFault) -> Bool {
    switch try single("true or false") {
    case "true": return true
    case "false": return false
    default: throw fault("\(text.name) is true or false", value: 0)
    }
  }

  func count() throws(CSVOptionFault) -> Int {
    guard let count = Int(try single("a number of lines")), (0...1_000_000).contains(count) else {
      throw fault("\(text.name) is a number of lines from 0 to 1,000,000", value: 0)
    }
    return count
  }

  func decimal() throws(CSVOptionFault) -> UInt8 {
    switch try single("\".\" or \",\"") {
    case ".": return UInt8(ascii: ".")
    case ",": return UInt8(ascii: ",")
    default: throw fault("decimal is \".\" or \",\"", value: 0)
    }
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _: Word.Type
  ) throws(CSVOptionFault) -> Word where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    let allowed = words.joined(separator: " or ")
    let written = try single(allowed)
    guard let word = Word(rawValue: written.asciiLowercased) else {
      throw fault(
        "\(text.name) is \(allowed)", value: 0, hint: didYouMean(written, among: words))
    }
    return word
  }

  func format() throws(CSVOptionFault) -> DataFormat {
    let words = DataFormat.texts.map(\.rawValue)
    let allowed = words.joined(separator: " or ")
    let written = try single(allowed)
    guard let format = DataFormat(rawValue: written.asciiLowercased),
      DataFormat.texts.contains(format)
    else {
      throw fault(
        "format is \(allowed)", value: 0,
        hint: written.asciiLowercased == "ndjson"
          ? "did you mean jsonl?" : didYouMean(written, among: words))
    }
    return format
  }

  func types() throws(CSVOptionFault) -> [String: CSVType] {
    guard let keys = text.keys else {
      throw fault("types is {column: integer, real or text}")
    }
    var types: [String: CSVType] = [:]
    for (value, (name, written)) in zip(keys, text.values).enumerated() {
      guard let type = CSVType(rawValue: written.asciiLowercased) else {
        throw fault(
          "a type is integer or real or text", value: value,
          hint: didYouMean(written, among: CSVType.allCases.map(\.rawValue)))
      }
      types[name] = type
    }
    return types
  }
}
