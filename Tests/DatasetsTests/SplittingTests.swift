// However a file is cut into blocks, the table, the notes and the errors are the same.

import Diagnostics
import Files
import SystemPackage
import Tabular
import Testing

@testable import Datasets

private let texts = [
  "a,b\n1,x\n2,y\n3,\"p\nq\"\n4,\"r \"\"s\"\"\"\n,\n5,5\"\n6,z\n",
  "a,b\r\n1,x\r\n2,\"y\r\n\"\r\n\r\n3,é日😀\r\n",
  "a\n1\n\n\n2\n\n\n",
  "a;b\n1;\"x;\n;\"\n2,5;y\n3;z\n",
  "a,b\n1,x\n2\n3,4,5\n\"6\"7,8\n9,10\n",
  "a,b\n1,x\n2,\"open\n3,y\n4,z\n",
  "a,b,c\n5\" 1,x,1\n5\" 2,y,2\n5\" 3,z,007\n\"q\n\",w,3\n",
  "a\r1\r2\r\"x\ry\"\r",
  "a,b\n1,1\n2,2.5\n3,9007199254740993\nx,7\n",
  "\u{FEFF}# c \"\na,b\n\"\n\n\n\n\n\n\n\n\n\n\n\n\n\",1\n,2\n",
  "n\n,\"x ,ab\"0\r\na,b\n1,\n,y6,5\"b\r\n1,1x\r\n\"y\r\"\"\n\"2\n,y6,5\"\n7\n",
  "a,b\nNA,0.12345678901234567890\n1,2\n2,3\nNA,\n",
]

private struct Outcome: Equatable {
  var names: [String] = []
  var rows: [[Value]] = []
  var notes: [String] = []
  var dictionaries: [[String]] = []
  var errors: [String] = []
  var rejects: [RejectedRecord] = []
}

private func outcome(
  _ text: String, blockSize: Int, workerCount: Int, options: CSVOptions = CSVOptions()
) throws -> Outcome {
  var outcome = Outcome()
  do throws(DiagnosticList) {
    let workers = Workers(count: workerCount)
    let data = try DataText(
      FileContents(Array(text.utf8)), file: "f.csv", blockSize: blockSize, workers: workers)
    var reading = CSVReading(text: data, options: options, isTSV: false, workers: workers)
    let loaded = try reading.load()
    outcome.names = loaded.table.columnNames
    outcome.rows = rows(loaded.table)
    outcome.notes = loaded.notes.map(\.message)
    outcome.rejects = loaded.rejects
    outcome.dictionaries = loaded.table.columns.map { column in
      guard case .texts(_, let dictionary) = column.values else { return [] }
      return (0..<dictionary.count).map { String(decoding: dictionary[$0], as: UTF8.self) }
    }
  } catch {
    outcome.errors = error.diagnostics.map(brief)
  }
  return outcome
}

@Test("a file cut at every boundary gives what one thread gives", arguments: texts)
func splitting(text: String) throws {
  let whole = try outcome(text, blockSize: 1 << 20, workerCount: 1)
  #expect(whole.rows.count + whole.errors.count > 0)
  for blockSize in 1...text.utf8.count {
    #expect(try outcome(text, blockSize: blockSize, workerCount: 2) == whole, "\(blockSize)")
  }
  var options = CSVOptions()
  options.bad = .reject
  options.types = ["a": .integer]
  let lenient = try outcome(text, blockSize: 1 << 20, workerCount: 1, options: options)
  for blockSize in 1...text.utf8.count {
    #expect(
      try outcome(text, blockSize: blockSize, workerCount: 3, options: options) == lenient,
      "\(blockSize)")
  }
}

@Test("a declared table cut at every boundary gives what one thread gives")
func splittingDeclared() throws {
  let fields = """
    {"name": "k", "type": "integer"}, {"name": "d", "type": "date", "constraints": {"required": true}},
    {"name": "s", "constraints": {"enum": ["x", "y\\nz"], "unique": true}}
    """
  let csv = """
    k,d,s
    1,2014-01-01,x
    2,2014-13-01,"y
    z"

    x,,w
    1,2014-01-02,x
    5
    4,2014-01-02

    """
  let files = package(fields: fields, schema: #""primaryKey": "k","#, csv: csv)
  let resource = try readPackage(at: "p", files: files).resources[0]
  let schema = try #require(resource.schema)
  func faults(_ blockSize: Int, _ count: Int) throws -> [String] {
    let workers = Workers(count: count)
    let text = try DataText(
      FileContents(Array(csv.utf8)), file: "t.csv", blockSize: blockSize, workers: workers)
    return try findings {
      var loader = ResourceLoader(
        dialect: resource.dialect, schema: schema, texts: [text], workers: workers)
      return try loader.load(files: files)
    }
  }
  let whole = try faults(1 << 20, 1)
  #expect(whole.count == 9)
  for blockSize in 1...csv.utf8.count { #expect(try faults(blockSize, 2) == whole, "\(blockSize)") }
}
