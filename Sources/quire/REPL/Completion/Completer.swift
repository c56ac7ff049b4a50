// What a word at the prompt may become, told from the tokens around it. Level 5.

internal import Datasets
internal import Engine
internal import Files
internal import LineEditing
internal import Notebook
internal import Output
internal import Render
internal import Runner
internal import SystemPackage
internal import Tabular

/// Offers commands, cells, tables, columns, parameters, functions and keywords by place.
struct Completer {
  let workbench: Workbench

  /// The candidates for the bytes `word` of `text`, best first.
  func candidates(for text: String, _ word: Range<Int>) -> [Candidate] {
    let bytes = Array(text.utf8)
    let typed = String(decoding: bytes[word], as: UTF8.self)
    if text.hasPrefix(".") { return matching(typed, commandCandidates(bytes, word)) }
    switch OpenConstruct(atEndOf: bytes[..<word.lowerBound])?.kind {
    case .text: return matching(typed, namedFileCandidates(bytes, word))
    case .blockComment, .lineComment: return []
    case .doubleQuotedName: return matching(typed, quotedCandidates(bytes, word))
    default: return matching(typed, statementCandidates(bytes, word, typed))
    }
  }

  /// Those that begin with what is typed; when there are none, those with a word that does, or else those
  /// that hold its letters in order.
  private func matching(_ typed: String, _ candidates: [Candidate]) -> [Candidate] {
    let key = typed.lowercased()
    let whole = candidates.filter {
      $0.text.lowercased().hasPrefix(key) || $0.label.lowercased().hasPrefix(key)
    }
    guard whole.isEmpty else { return whole }
    let inside = candidates.filter { candidate in
      candidate.label.lowercased().split { $0 == "_" || $0 == " " }
        .contains { $0.hasPrefix(key) }
    }
    guard inside.isEmpty, key.count > 1 else { return inside }
    return candidates.filter { holds($0.label.lowercased(), key) }
  }

  /// Whether letters stand in a text in their order, beginning with its first.
  private func holds(_ text: String, _ letters: String) -> Bool {
    guard text.first == letters.first else { return false }
    var rest = letters[...]
    for letter in text where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  // MARK: - Commands

  private func commandCandidates(_ bytes: [UInt8], _ word: Range<Int>) -> [Candidate] {
    let before = String(decoding: bytes[..<word.lowerBound], as: UTF8.self)
    let words = before.split(separator: " ").map(String.init)
    let quote = ["\"", "'"].first { before.hasSuffix($0) } ?? ""
    guard let first = words.first else {
      return DotCommand.all.sorted { $0.name < $1.name }.map {
        Candidate(".\($0.name)", ending: " ", kind: "command", type: $0.summary)
      }
    }
    guard let command = try? DotCommand.named(String(first.dropFirst())) else { return [] }
    switch command.operand {
    case .cell: return cellCandidates
    case .parameter:
      let ending = command.name == "set" ? "=" : ""
      return workbench.session.parameters.keys.sorted().map {
        Candidate($0, ending: ending, kind: "parameter")
      }
    case .table:
      let names =
        workbench.session.tables.map(\.name)
        + workbench.session.attachedTables.map(\.qualifiedName)
      return names.map { name in
        let needsQuotes = quote.isEmpty && name.contains(" ")
        return Candidate(
          needsQuotes ? "\"\(name)\"" : name, ending: quote, label: name, kind: "table")
      }
    case .command: return helpCandidates
    case .script: return fileCandidates(bytes, word, quote, kind: "script") { $0.hasSuffix(".sql") }
    case .chart: return chartCandidates
    case .file: return fileCandidates(bytes, word, quote, kind: "notebook") { $0.hasSuffix(".md") }
    case .dataFile:
      return fileCandidates(bytes, word, quote, kind: "data") { FilePath($0).dataFormat != nil }
    case .anyFile: return fileCandidates(bytes, word, quote, kind: "file") { _ in true }
    case .column:
      return (workbench.display.pivoted ?? workbench.last)?.columnNames.map {
        Candidate($0.contains(" ") ? "\"\($0)\"" : $0, ending: " ", label: $0, kind: "column")
      } ?? []
    case .words(let words): return words.map { Candidate($0, kind: "value") }
    case .none: return []
    }
  }

  /// Data files in quotes where a table is wanted.
  private func namedFileCandidates(_ bytes: [UInt8], _ word: Range<Int>) -> [Candidate] {
    let before = bytes[..<word.lowerBound]
    guard let quote = before.lastIndex(of: UInt8(ascii: "'")) else { return [] }
    let earlier = tokens(of: Array(before[..<quote])).filter(\.isSignificant)
    guard namesTable(earlier, bytes) else { return [] }
    return fileCandidates(bytes, word, "'", kind: "data") { FilePath($0).isDataFile }
  }

  /// Files of a kind, and folders, in the folder that is typed so far.
  private func fileCandidates(
    _ bytes: [UInt8], _ word: Range<Int>, _ quote: String, kind: String,
    isWanted: (String) -> Bool
  ) -> [Candidate] {
    let typed = String(decoding: bytes[word], as: UTF8.self)
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let files = workbench.environment.files
    let path = FilePath(folder.isEmpty ? "." : workbench.expandingHome(folder))
    // What cannot be listed offers nothing.
    guard let names = try? files.list(path) else { return [] }
    return names.filter { !$0.hasPrefix(".") || typed.hasSuffix("/.") }.compactMap { name in
      switch files.kind(path.appending(name)) {
      case .folder: Candidate("\(folder)\(name)/", label: "\(name)/", kind: "folder")
      case .file where isWanted(name):
        Candidate("\(folder)\(name)", ending: quote, label: name, kind: kind)
      default: nil
      }
    }
  }

  private var cellCandidates: [Candidate] {
    workbench.cells.compactMap { cell in
      cell.label.map { Candidate($0, ending: " ", kind: "cell", type: cell.kindName) }
    }
  }

  private var helpCandidates: [Candidate] {
    DotCommand.helpEntries.map { Candidate($0.name, kind: "command") }
      + helpTopics.map { Candidate($0.name, kind: "topic") }
      + functionHelp.map { Candidate($0.name, kind: "function", type: $0.text) }
  }

  private var chartCandidates: [Candidate] {
    let columns = workbench.last?.columnNames ?? []
    return ["bar", "gantt"].map { Candidate($0, ending: " ", kind: "chart") }
      + columns.map { Candidate($0, kind: "column") } + tableCandidates
  }

  // MARK: - Statements

  private func statementCandidates(
    _ bytes: [UInt8], _ word: Range<Int>, _ typed: String
  ) -> [Candidate] {
    if typed.hasPrefix(":") { return parameterCandidates }
    if let dot = typed.lastIndex(of: ".") {
      return columnCandidates(of: String(typed[..<dot]), in: bytes)
    }
    let earlier = tokens(of: Array(bytes[..<word.lowerBound])).filter(\.isSignificant)
    guard let last = earlier.last, bytes[last.range] != [UInt8(ascii: ";")] else {
      return keywords(["SELECT", "WITH", "VALUES", "CREATE", "INSERT", "UPDATE", "DELETE"], typed)
    }
    let names = StatementNames(bytes)
    if namesTable(earlier, bytes) {
      return names.commonTables.map(\.name).map(table) + tableCandidates
    }
    return columnCandidates(in: bytes) + names.aliases.map(alias) + functionCandidates
      + keywords(Completer.clauseKeywords, typed)
  }

  /// Whether the place wants a table: after FROM and the like, or a comma in their list.
  private func namesTable(_ earlier: [Token], _ bytes: [UInt8]) -> Bool {
    for token in earlier.reversed() {
      let text = name(of: token, in: bytes).uppercased()
      if ["FROM", "JOIN", "INTO", "UPDATE", "TABLE"].contains(text) { return true }
      let isInList = token.kind == .symbol && text == ","
      let isLast = token == earlier.last
      if isLast, !isInList { return false }
      if !isLast, token.kind == .word, Completer.clauseKeywords.contains(text) { return false }
    }
    return false
  }

  /// Names without their quotes, of which the first is typed.
  private func quotedCandidates(_ bytes: [UInt8], _ word: Range<Int>) -> [Candidate] {
    let end = "\""
    let earlier = tokens(of: Array(bytes[..<(word.lowerBound - 1)])).filter(\.isSignificant)
    let tables = workbench.session.tables.map {
      Candidate($0.name.doublingQuotes, ending: end, label: $0.name, kind: "table")
    }
    if namesTable(earlier, bytes) { return tables }
    return namedTables(in: bytes).flatMap { table in
      table.columns.map {
        Candidate($0.doublingQuotes, ending: end, label: $0, kind: "column", type: table.name)
      }
    } + tables
  }

  private var parameterCandidates: [Candidate] {
    workbench.session.parameters.keys.sorted().map { Candidate(":\($0)", kind: "parameter") }
  }

  private var tableCandidates: [Candidate] {
    workbench.session.tables.map {
      Candidate(written($0.name), label: $0.name, kind: "table")
    }
      + workbench.session.attachedTables.map {
        Candidate(
          "\(written($0.schema)).\(written($0.name))", label: $0.qualifiedName, kind: "table")
      }
  }

  private func table(_ name: String) -> Candidate {
    Candidate(written(name), label: name, kind: "table", type: "WITH")
  }

  private func alias(_ name: String) -> Candidate {
    Candidate(written(name), label: name, kind: "alias")
  }

  private var functionCandidates: [Candidate] {
    workbench.session.functionNames.filter { $0.first?.isLetter ?? false }
      .map { Candidate("\($0)(", kind: "function") }
  }

  /// The tables named anywhere in the text; all tables when none is.
  private func namedTables(in bytes: [UInt8]) -> [(name: String, columns: [String])] {
    let words = Set(tokens(of: bytes).map { name(of: $0, in: bytes).asciiLowercased })
    let tables =
      StatementNames(bytes).commonTables.filter { !$0.columns.isEmpty } + workbench.session.tables
      + workbench.session.attachedTables.map { ($0.name, $0.columns.map(\.name)) }
    let named = tables.filter { words.contains($0.name.asciiLowercased) }
    return named.isEmpty ? tables : named
  }

  private func columnCandidates(in bytes: [UInt8]) -> [Candidate] {
    namedTables(in: bytes).flatMap { table in
      table.columns.map { Candidate(written($0), label: $0, kind: "column", type: table.name) }
    }
  }

  /// The columns of a table or of the table that an alias stands for.
  private func columnCandidates(of owner: String, in bytes: [UInt8]) -> [Candidate] {
    let words = tokens(of: bytes).filter(\.isSignificant).map { name(of: $0, in: bytes) }
    let key = owner.asciiLowercased
    var names = [key]
    for (index, word) in words.enumerated() where index > 0 && word.asciiLowercased == key {
      names.append(words[index - 1].asciiLowercased)
      if index > 1, words[index - 1].uppercased() == "AS" {
        names.append(words[index - 2].asciiLowercased)
      }
    }
    let attached = workbench.session.attachedTables
    let tables =
      StatementNames(bytes).commonTables + workbench.session.tables
      + attached.map { ($0.name, $0.columns.map(\.name)) }
      + attached.map { ($0.qualifiedName, $0.columns.map(\.name)) }
    let table = tables.first { names.contains($0.name.asciiLowercased) }
    let members = attached.filter { $0.schema.asciiLowercased == key }.map {
      Candidate("\(owner).\(written($0.name))", label: $0.name, kind: "table")
    }
    return members
      + (table?.columns ?? []).map {
        Candidate("\(owner).\(written($0))", label: $0, kind: "column", type: table?.name ?? "")
      }
  }

  /// Keywords in the case that is typed already.
  private func keywords(_ words: [String], _ typed: String) -> [Candidate] {
    let isLower = typed.contains { $0.isLowercase }
    return words.map { Candidate(isLower ? $0.lowercased() : $0, ending: " ", kind: "keyword") }
  }

  private static let clauseKeywords = [
    "FROM", "WHERE", "GROUP", "ORDER", "BY", "HAVING", "LIMIT", "JOIN", "LEFT", "ON", "USING",
    "AS", "AND", "OR", "NOT", "IN", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END",
    "DISTINCT", "UNION", "VALUES", "SET", "DESC", "ASC", "NULL", "IS",
  ]
}

extension String {
  /// The text as it stands between double quotes.
  fileprivate var doublingQuotes: String {
    split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
  }
}

/// A name as SQL needs it written: in quotes where it would be something else without.
func written(_ name: String) -> String {
  let isPlain = name.utf8.first.map { !($0 >= 0x30 && $0 <= 0x39) } ?? false
  let bytes = Array(name.utf8)
  return isPlain && tokens(of: bytes).map(\.kind) == [.word] && !isKeyword(name)
    ? name : quoted(name)
}
