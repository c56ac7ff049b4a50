// The YAML at the top -> FrontMatter. Level 0.

internal import Diagnostics
internal import YAML

/// Reads the keys of the front matter.
struct FrontMatterReader {
  var fields: FieldReader
  var matter = FrontMatter()

  private static let honoured = [
    "title", "subtitle", "author", "date", "abstract", "data", "params", "clock", "seed", "tz",
    "width", "charset", "defaults", "requires",
  ]
  private static let later = ["connections", "appendix"]
  private static let dataKeys = ["file", "sha256"] + DataOption.names

  private enum Charset: String, CaseIterable {
    case ascii
    case unicode
  }

  init(_ text: YAMLText, of source: SourceText) {
    fields = FieldReader(text, of: source)
  }

  /// Reads the whole; faults are reported and their keys left out.
  mutating func read() {
    guard let root = fields.text.parse(into: &fields.findings) else { return }
    guard let entries = root.mapping else {
      fields.report(.malformedYAML, "front matter is made of key: value lines", at: root)
      return
    }
    for entry in entries { read(entry) }
  }

  private mutating func read(_ entry: Node.Entry) {
    switch entry.name {
    case "title": matter.title = fields.string(entry)
    case "subtitle": matter.subtitle = fields.string(entry)
    case "author": matter.authors = fields.strings(entry)
    case "date": matter.date = fields.string(entry)
    case "abstract": matter.abstract = fields.string(entry)
    case "data": readData(entry)
    case "params": readParameters(entry)
    case "clock": matter.clock = fields.moment(entry)
    case "seed":
      matter.seed = fields.integer(entry, in: .min ... .max, "a whole number").map(Int64.init)
    case "tz": matter.timeZone = fields.timeZone(entry)
    case "width": matter.width = fields.integer(entry, in: 20...1000, "a number from 20 to 1000")
    case "charset":
      matter.usesUnicode = fields.word(entry, Charset.self, later: ["braille"]) == .unicode
    case "defaults": readDefaults(entry)
    case "requires": readRequiredVersions(entry)
    case _ where FrontMatterReader.later.contains(entry.name):
      fields.report(.notSupportedYet, "\(entry.name) is not supported yet", at: entry.key)
    default:
      fields.unknown(
        .unknownKey, "key", entry, among: FrontMatterReader.honoured + FrontMatterReader.later)
    }
  }

  private mutating func readDefaults(_ entry: Node.Entry) {
    guard entry.value.scalar != .null else { return }
    var reader = OptionReader(fields.fresh, defaults: CellOptions(), isForAllCells: true)
    reader.read(entry.value)
    matter.defaults = reader.options
    fields.findings.add(reader.fields.findings)
  }

  private mutating func readRequiredVersions(_ entry: Node.Entry) {
    guard let bounds = entry.value.text.flatMap(VersionBound.list) else {
      fields.report(
        .badValue, "requires is a version or a range of them: \">=1.2\" or \">=1.2, <2\"",
        at: entry.value)
      return
    }
    matter.requires = bounds
    matter.requiresRange = fields.text.range(of: entry.value)
  }

  private mutating func readParameters(_ entry: Node.Entry) {
    guard entry.value.scalar != .null else { return }
    guard let entries = entry.value.mapping else {
      fields.report(.badValue, "params is made of name: value lines", at: entry.value)
      return
    }
    var reader = ParameterReader(fields: fields.fresh)
    matter.parameters = entries.compactMap { reader.parameter($0) }
    fields.findings.add(reader.fields.findings)
  }

  private mutating func readData(_ entry: Node.Entry) {
    guard entry.value.scalar != .null else { return }
    if entry.value.mapping != nil {
      fields.report(
        .badValue, "data is a list of paths", at: entry.value,
        hint: "begin each line with a dash: - name: path")
      return
    }
    var names: Set<String> = []
    for node in entry.value.sequence ?? [entry.value] {
      guard let data = dataEntry(node) else { continue }
      if let name = data.name, !names.insert(name.lowercased()).inserted {
        fields.report(.nameClash, "two data entries are named \(name)", at: node)
      }
      matter.data.append(data)
    }
  }

  /// `path`, `name: path`, `name: {file: path, sha256: digest}` or `{file: path, sha256: digest}`.
  private mutating func dataEntry(_ node: Node) -> DataEntry? {
    if node.mapping?.contains(where: { $0.name == "file" }) == true {
      return dataFile(node, name: nil)
    }
    guard let entries = node.mapping else { return dataPath(node, name: nil) }
    guard entries.count == 1, let entry = entries.first else {
      fields.report(.badValue, "a data entry has one name", at: node)
      return nil
    }
    guard isIdentifier(entry.name) else {
      fields.report(
        .badValue, "a data name is made of letters, digits and _ and begins with no digit",
        at: entry.key)
      return nil
    }
    return entry.value.mapping == nil
      ? dataPath(entry.value, name: entry.name) : dataFile(entry.value, name: entry.name)
  }

  private mutating func dataPath(
    _ node: Node, name: String?, sha256: String? = nil, digestRange: Range<Int>? = nil,
    options: [DataOption] = []
  ) -> DataEntry? {
    guard let path = node.text, !path.isEmpty, node.scalar != .null else {
      fields.report(.badValue, "a data entry is a path", at: node)
      return nil
    }
    return DataEntry(
      name: name, path: path, sha256: sha256, pathRange: fields.text.range(of: node),
      digestRange: digestRange, options: options)
  }

  private mutating func dataFile(_ node: Node, name: String?) -> DataEntry? {
    for entry in node.mapping ?? [] where !FrontMatterReader.dataKeys.contains(entry.name) {
      fields.unknown(.unknownKey, "key", entry, among: FrontMatterReader.dataKeys)
    }
    guard let file = node["file"] else {
      fields.report(.badValue, "a data entry needs file: path", at: node)
      return nil
    }
    var digest: String?
    if let written = node["sha256"] {
      digest = written.text.flatMap(FrontMatterReader.digest)
      if digest == nil {
        fields.report(.badValue, "sha256 is 64 hexadecimal digits", at: written)
      }
    }
    let entries = node.mapping ?? []
    return dataPath(
      file, name: name, sha256: digest,
      digestRange: digest == nil ? nil : node["sha256"].map(fields.text.range),
      options: entries.filter { DataOption.names.contains($0.name) }.compactMap { dataOption($0) })
  }

  private mutating func dataOption(_ entry: Node.Entry) -> DataOption? {
    let pairs: [(key: Node?, node: Node)]
    if let entries = entry.value.mapping {
      pairs = entries.map { ($0.key, $0.value) }
    } else {
      pairs = (entry.value.sequence ?? [entry.value]).map { (nil, $0) }
    }
    var values: [DataOption.Value] = []
    for (key, node) in pairs {
      guard let text = node.text else {
        fields.report(.badValue, "a value of \(entry.name) is a text", at: node)
        return nil
      }
      values.append(
        DataOption.Value(
          key: key?.text, keyRange: key.map(fields.text.range), text: text,
          range: fields.text.range(of: node)))
    }
    return DataOption(
      name: entry.name, values: values, isCollection: entry.value.text == nil,
      nameRange: fields.text.range(of: entry.key))
  }

  private static func digest(_ text: String) -> String? {
    let lowercase = text.lowercased()
    let isDigest =
      lowercase.utf8.count == 64
      && lowercase.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isDigest ? lowercase : nil
  }
}
