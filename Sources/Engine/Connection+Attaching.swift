// Database files of SQLite beside the mounted tables: read, never written. Level 1.

internal import CSQLite
internal import Tabular

extension Connection {
  /// Makes the tables of a database file visible as `schema.table`, for reading only.
  ///
  /// The file is taken to stay as it is (`immutable=1`): SQLite makes no file beside it and looks at none,
  /// so whoever calls this has made sure that no write-ahead log and no hot journal stands there.
  ///
  /// - Parameter path: absolute.
  /// - Parameter checksPages: whether the whole file is read to see that it is sound.
  /// - Throws: that it is no sound database, or that a name is taken.
  /// - Source: https://www.sqlite.org/uri.html
  public func attach(
    _ path: String, as schema: String, checksPages: Bool
  ) throws(EngineError) {
    let key = schema.asciiLowercased
    let isTaken =
      ["main", "temp"].contains(key)
      || attachedTables.contains { $0.schema.asciiLowercased == key }
    if isTaken {
      throw EngineError(
        .nameClash, "\(schema) is the name of another schema", at: 0..<0,
        hint: "give the file another name")
    }
    try execute("ATTACH \(literal(uri(path))) AS \(quoted(schema))")
    do throws(EngineError) {
      if checksPages { try checkPages(of: schema) }
      let tables = try tables(of: schema)
      if let clash = tables.first(where: { isMounted($0.name) }) {
        throw EngineError(
          .nameClash, "\(clash.qualifiedName) would hide the table \(clash.name)", at: 0..<0,
          hint: "give the other one another name")
      }
      attachedTables += tables
    } catch {
      detach(schema)
      throw error
    }
  }

  /// Takes the tables of a file away.
  public func detach(_ schema: String) {
    attachedTables.removeAll { $0.schema.asciiLowercased == schema.asciiLowercased }
    // It fails where nothing of that name is attached, and then there is nothing to do.
    do { try execute("DETACH \(quoted(schema))") } catch {}
  }

  /// Refuses to mount a table that one of an attached file would hide: SQLite looks there first.
  func refuseHidden(_ name: String) throws(EngineError) {
    let key = name.asciiLowercased
    guard let table = attachedTables.first(where: { $0.name.asciiLowercased == key }) else {
      return
    }
    throw EngineError(
      .nameClash, "\(table.qualifiedName) would hide \(name)", at: 0..<0,
      hint: "choose another name")
  }

  private func checkPages(of schema: String) throws(EngineError) {
    let rows = try values("PRAGMA \(quoted(schema)).quick_check(1)", columnCount: 1)
    guard let first = rows.first?.first, first != "ok" else { return }
    // Its first line only names the schema.
    let fault = first.split(separator: "\n").last.map(String.init) ?? first
    throw EngineError(.sql, "the database is damaged: \(fault)", at: 0..<0)
  }

  private func tables(of schema: String) throws(EngineError) -> [AttachedTable] {
    let names = try values(
      """
      SELECT name FROM \(quoted(schema)).sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """, columnCount: 1)
    var tables: [AttachedTable] = []
    for name in names.compactMap(\.first) {
      // Virtual tables connect here, by a CREATE TABLE that the guard could not tell from a cell's own.
      let columns = try values(
        """
        SELECT name, type FROM pragma_table_xinfo(\(literal(name)), \(literal(schema)))
        WHERE hidden <> 1 ORDER BY cid
        """, columnCount: 2)
      tables.append(
        AttachedTable(
          schema: schema, name: name,
          columns: columns.map { AttachedTable.Column(name: $0[0], type: $0[1]) }))
    }
    return tables
  }
}

/// A path as a URI for a file that stays as it is.
private func uri(_ path: String) -> String {
  var text = "file://"
  for byte in path.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      text.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
  return text + "?mode=ro&immutable=1"
}
