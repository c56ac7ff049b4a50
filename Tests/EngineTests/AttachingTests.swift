// Database files beside the mounted tables.

import Foundation
import Tabular
import Testing

@testable import Engine

private let folder =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
  + "/../EndToEndTests/Cases/sqlite-attached/"

private func attached() throws -> Connection {
  let connection = Connection()
  try connection.attach(folder + "ref.sqlite", as: "ref", checksPages: true)
  return connection
}

private func rows(_ sql: String, _ connection: Connection) throws -> Table? {
  var offset = 0
  let statement = try connection.nextStatement(in: SQLText(sql), from: &offset)
  guard case .rows(let table) = try statement?.run() else { return nil }
  return table
}

@Test("the tables of a file are read beside mounted ones and listed with their columns")
func reading() throws {
  let connection = try attached()
  try connection.mount(Table(columnNames: ["id"], rows: [[.integer(2)]]), as: "wanted")
  let table = try rows("SELECT name FROM wanted JOIN ref.regions USING (id)", connection)
  #expect(table?.columns[0][0] == .text("south"))
  #expect(connection.attachedTables.map(\.qualifiedName) == ["ref.names", "ref.regions"])
  #expect(connection.attachedTables[1].columns.map(\.type) == ["INTEGER", "TEXT"])
}

@Test("a file in WAL mode without a log is read, and no file appears beside it")
func quiet() throws {
  let temporary = NSTemporaryDirectory() + "quire attach %41 ?#é \(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: temporary) }
  let path = temporary + "/a b?mode=rwc&x#%20.db"
  try FileManager.default.copyItem(atPath: folder + "log.db", toPath: path)
  let connection = Connection()
  try connection.attach(path, as: "odd \"name", checksPages: false)
  #expect(try rows("SELECT a FROM \"odd \"\"name\".log", connection)?.columns[0][0] == .integer(7))
  #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).count == 1)
}

@Test("what would hide a table, or take a name twice, is refused either way round")
func clashes() throws {
  let table = Table(columnNames: ["a"], rows: [])
  let connection = try attached()
  #expect(throws: EngineError.self) { try connection.mount(table, as: "Regions") }
  for schema in ["REF", "main", "Temp"] {
    #expect(throws: EngineError.self) {
      try connection.attach(folder + "log.db", as: schema, checksPages: false)
    }
  }
  let other = Connection()
  try other.mount(table, as: "regions")
  #expect(throws: EngineError.self) {
    try other.attach(folder + "ref.sqlite", as: "ref", checksPages: false)
  }
  #expect(other.attachedTables.isEmpty)
  #expect(throws: EngineError.self) { try rows("SELECT * FROM ref.names", other) }
}

@Test("a detached file is gone, and its name is free again")
func detaching() throws {
  let connection = try attached()
  connection.detach("REF")
  #expect(connection.attachedTables.isEmpty)
  #expect(throws: EngineError.self) { try rows("SELECT * FROM ref.regions", connection) }
  try connection.attach(folder + "log.db", as: "ref", checksPages: true)
  #expect(try rows("SELECT a FROM ref.log", connection)?.rowCount == 1)
}
