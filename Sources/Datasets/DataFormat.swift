// What a data file is, by what is stated or by its name. Level 1.

internal import Tabular
public import SystemPackage

/// The forms of data files that hold tables.
public enum DataFormat: String, Sendable, Hashable, CaseIterable {
  /// Fields between commas or other separators.
  case csv
  /// Fields between tabs.
  case tsv
  /// One array of objects.
  case json
  /// One object a line.
  case jsonl
  /// A database file of SQLite, which holds several tables.
  case sqlite

  /// The forms that are texts, which is what an option can state.
  public static let texts: [DataFormat] = [.csv, .tsv, .json, .jsonl]

  /// Whether the values are those of JSON.
  var isJSON: Bool { self == .json || self == .jsonl }
}

extension FilePath {
  /// The form that the name tells: by its extension, before `.gz` if that is the last; nil for every
  /// other name.
  public var dataFormat: DataFormat? {
    var name = string.asciiLowercased[...]
    let isCompressed = name.hasSuffix(".gz")
    if isCompressed { name = name.dropLast(3) }
    for (ending, format) in endings where name.hasSuffix(ending) {
      return isCompressed && format == .sqlite ? nil : format
    }
    return nil
  }
}

private let endings: [(String, DataFormat)] = [
  (".csv", .csv), (".tsv", .tsv), (".tab", .tsv), (".json", .json), (".jsonl", .jsonl),
  (".ndjson", .jsonl), (".sqlite", .sqlite), (".sqlite3", .sqlite), (".db", .sqlite),
]
