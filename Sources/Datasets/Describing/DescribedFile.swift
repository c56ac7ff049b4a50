// A data file -> a resource of a data package, by what all of its values say. Level 1.

internal import Diagnostics
internal import Digest
internal import Files
internal import SystemPackage
internal import Tabular
internal import YAML

/// A data file that was read and can be described as a resource of a data package.
public struct DescribedFile: Sendable {
  /// The name of the resource, which is that of its table.
  public let name: String
  /// The file's name in its folder.
  public let fileName: String
  /// The table and what was guessed.
  public let loaded: LoadedTable
  /// How many texts of each column are empty in quotes, which a data package takes for NULL.
  public let emptyTextCounts: [(column: String, count: Int)]
  /// The columns whose values are never NULL and never repeat, of tables with more than one row; reals
  /// are left out, as they are measured.
  public let keyCandidates: [String]
  private let beginsWithComment: Bool
  private let byteCount: Int
  private let sha256: String
  private var stated: CSVOptions { loaded.stated ?? CSVOptions() }

  /// Reads a file.
  ///
  /// - Throws: what keeps it from being read as a table.
  init(
    _ path: FilePath, name: String, _ options: CSVOptions, _ files: FileAccess,
    _ monitor: LoadMonitor
  ) throws(DiagnosticList) {
    self.name = name
    fileName = path.lastComponent?.string ?? path.string
    loaded = try loadFile(
      at: path, options: options, sha256: nil, files: files, monitor: monitor)
    let contents = try open(path, files: files)
    (byteCount, sha256, beginsWithComment) = withExtendedLifetime(contents) {
      // A byte order mark may stand before the comment.
      let first = contents.bytes.first { $0 <= 0x7F }
      return (
        contents.bytes.count, SHA256.hexDigest(of: contents.bytes), first == UInt8(ascii: "#")
      )
    }
    let table = loaded.table
    emptyTextCounts = table.columns.map { ($0.name, $0.emptyTextCount) }.filter { $0.1 > 0 }
    keyCandidates =
      table.rowCount < 2
      ? []
      : zip(profile(table), table.columns).filter { profile, column in
        profile.kind != .real && profile.distinctCount == table.rowCount
          && column.emptyTextCount == 0
      }.map(\.0.name)
  }

  /// What the description cannot say of how the file is read, in words, or nil.
  var obstacle: String? {
    if stated.skippedLineCount > 0, !beginsWithComment {
      return "a data package has no lines before the header; remove them"
    }
    return nil
  }

  /// The members of the resource, in the order of the standard.
  func json() -> JSONValue {
    let isTSV = FilePath(fileName).dataFormat == .tsv
    var members: [(String, JSONValue)] = [
      ("name", .text(name)), ("type", .text("table")), ("title", .text("")),
      ("description", .text("")), ("path", .text(fileName)),
      ("format", .text(isTSV ? "tsv" : "csv")),
      ("mediatype", .text(isTSV ? "text/tab-separated-values" : "text/csv")),
      ("encoding", .text((stated.encoding ?? .utf8).rawValue)), ("bytes", .number(byteCount)),
      ("hash", .text("sha256:\(sha256)")),
    ]
    if fileName.asciiLowercased.hasSuffix(".gz") { members.append(("compression", .text("gz"))) }
    let dialect = dialect(stated, isTSV: isTSV)
    if !dialect.isEmpty { members.append(("dialect", .object(dialect))) }
    var schema: [(String, JSONValue)] = [
      ("fields", .list(loaded.table.columns.map { field($0, stated) }))
    ]
    if !stated.nullTexts.isEmpty {
      let texts = [""] + stated.nullTexts.filter { !$0.isEmpty }
      schema.append(("missingValues", .list(texts.map(JSONValue.text))))
    }
    members.append(("schema", .object(schema)))
    return .object(members)
  }

  private func dialect(_ stated: CSVOptions, isTSV: Bool) -> [(String, JSONValue)] {
    func text(_ byte: UInt8) -> JSONValue { .text(String(Character(Unicode.Scalar(byte)))) }
    var members: [(String, JSONValue)] = []
    if let separator = stated.separator, separator != UInt8(ascii: ",") || isTSV {
      members.append(("delimiter", text(separator)))
    }
    if stated.quote != UInt8(ascii: "\"") {
      members.append(("quoteChar", stated.quote.map(text) ?? .null))
    }
    if let escape = stated.escape { members.append(("escapeChar", text(escape))) }
    if stated.hasHeader == false { members.append(("header", .truth(false))) }
    if let comment = stated.comment ?? (stated.skippedLineCount > 0 ? UInt8(ascii: "#") : nil) {
      members.append(("commentChar", text(comment)))
    }
    return members
  }

  private func field(_ column: Column, _ stated: CSVOptions) -> JSONValue {
    var members: [(String, JSONValue)] = [("name", .text(column.name))]
    switch column.values {
    case .integers: members.append(("type", .text("integer")))
    case .reals:
      members.append(("type", .text("number")))
      if stated.decimalPoint == UInt8(ascii: ",") { members.append(("decimalChar", .text(","))) }
    case .texts, .mixed: members.append(("type", .text(column.dateForm?.fieldType ?? "string")))
    }
    members.append(("description", .text("")))
    return .object(members)
  }
}

extension DateForm {
  /// The type of Table Schema for texts of this form.
  fileprivate var fieldType: String {
    switch self {
    case .dates: "date"
    case .months: "yearmonth"
    case .moments: "datetime"
    }
  }
}

extension Column {
  /// How many values are the empty text.
  fileprivate var emptyTextCount: Int {
    guard case .texts(_, let dictionary) = values else { return 0 }
    return codeCounts.enumerated().reduce(0) { sum, entry in
      dictionary[entry.offset].isEmpty ? sum + entry.element : sum
    }
  }
}
