// libFuzzer's door to the CSV reader and the package reader: `make fuzz`.

import Diagnostics
import Files
import Glibc
import SystemPackage
import Tabular

@testable import Datasets

/// Reads the bytes in every way; a crash, a hang or a difference between one block and many is a find.
///
/// The first byte chooses the options and how the text is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let choice = data[0]
  let bytes = Array(UnsafeBufferPointer(start: data + 1, count: count - 1))
  let whole = bare(bytes, choice, blockSize: 1 << 20, workerCount: 1)
  let cut = bare(bytes, choice, blockSize: 1 + Int(choice >> 3), workerCount: 2)
  if whole != cut { print("in one block:", whole, "cut:", cut, separator: "\n"); fflush(nil) }
  precondition(whole == cut)
  for isLines in [false, true] {
    let whole = json(bytes, choice, isLines, blockSize: 1 << 20, workerCount: 1)
    let cut = json(bytes, choice, isLines, blockSize: 1 + Int(choice >> 3), workerCount: 2)
    if whole != cut { print("in one block:", whole, "cut:", cut, separator: "\n"); fflush(nil) }
    precondition(whole == cut)
  }
  declared(bytes)
  package(bytes)
  return 0
}

private func options(_ choice: UInt8) -> CSVOptions {
  var options = CSVOptions()
  if choice & 1 != 0 { options.bad = .reject }
  if choice & 2 != 0 { options.ragged = choice & 4 == 0 ? .pad : .skip }
  if choice & 4 != 0 {
    options.escape = UInt8(ascii: "\\")
    options.comment = UInt8(ascii: "#")
    options.trimsBlanks = true
    options.nullTexts = ["NA"]
    options.decimalPoint = UInt8(ascii: ",")
  }
  return options
}

private func bare(
  _ bytes: [UInt8], _ choice: UInt8, blockSize: Int, workerCount: Int
) -> [String] {
  do throws(DiagnosticList) {
    let workers = Workers(count: workerCount)
    let text = try DataText(
      FileContents(bytes), file: "f", blockSize: blockSize, workers: workers)
    var reading = CSVReading(text: text, options: options(choice), isTSV: false, workers: workers)
    let loaded = try reading.load()
    return describe(loaded.table) + loaded.notes.map(\.message) + loaded.rejects.map { "\($0)" }
  } catch {
    return error.diagnostics.map { "\($0.place?.description ?? "") \($0.message)" }
  }
}

private func json(
  _ bytes: [UInt8], _ choice: UInt8, _ isLines: Bool, blockSize: Int, workerCount: Int
) -> [String] {
  do throws(DiagnosticList) {
    let workers = Workers(count: workerCount)
    let text = try DataText(
      FileContents(bytes), file: "f", quote: UInt8(ascii: "{"), blockSize: blockSize,
      workers: workers)
    var options = CSVOptions()
    if choice & 1 != 0 { options.bad = .reject }
    if choice & 2 != 0 { options.nullTexts = ["NA", "1"] }
    var reading = JSONReading(text: text, options: options, isLines: isLines, workers: workers)
    let loaded = try reading.load()
    return describe(loaded.table) + loaded.notes.map(\.message) + loaded.rejects.map { "\($0)" }
  } catch {
    return error.diagnostics.map { "\($0.place?.description ?? "") \($0.message)" }
  }
}

private func describe(_ table: Table) -> [String] {
  table.columns.map { column in
    "\(column.name): " + (0..<table.rowCount).map { "\(column[$0])" }.joined(separator: " ")
  }
}

private let description = """
  {"resources": [{"name": "t", "path": "t.csv", "schema": {"primaryKey": "a",
   "fieldsMatch": "partial", "fields": [{"name": "a", "type": "integer"}, {"name": "b"},
   {"name": "c", "type": "date"}, {"name": "d", "type": "number"}]}}]}
  """

/// Everything that changes how texts are cut and read.
private let foreignDescription = ##"""
  {"resources": [{"name": "t", "path": "t.csv",
   "dialect": {"delimiter": ";", "escapeChar": "\\", "nullSequence": "\\N", "commentChar": "#",
    "commentRows": [2, 3], "skipInitialSpace": true},
   "schema": {"fieldsMatch": "partial", "fields": [
    {"name": "a", "type": "number", "groupChar": ".", "decimalChar": ",", "bareNumber": false},
    {"name": "b", "type": "datetime", "format": "%d/%b/%y %I:%M:%S.%f %p %z"},
    {"name": "c", "type": "date", "format": "%Y%j"},
    {"name": "d", "type": "duration", "constraints": {"minimum": "P1M", "maximum": "P9Y"}},
    {"name": "e", "type": "datetime", "constraints": {"minimum": "2000-01-01T00:00:00Z"}},
    {"name": "f", "type": "list", "itemType": "integer", "constraints": {"maxLength": 3}},
    {"name": "g", "type": "geopoint", "format": "object"},
    {"name": "h", "type": "string", "format": "email"}]}}]}
  """##

/// Records that end in a byte of their own.
private let unbrokenDescription = ##"""
  {"resources": [{"name": "t", "path": "t.csv", "dialect": {"lineTerminator": ";",
   "escapeChar": "\\", "commentChar": "#", "headerRows": [1, 2], "headerJoin": "-"}}]}
  """##

private func declared(_ bytes: [UInt8]) {
  load(["p/datapackage.json": Array(unbrokenDescription.utf8), "p/t.csv": bytes])
  load([
    "p/datapackage.json": Array(foreignDescription.utf8),
    "p/t.csv": Array("a;b;c;d;e;f;g;h\n".utf8) + bytes,
  ])
  load(["p/datapackage.json": Array(description.utf8), "p/t.csv": Array("a,b,c,d\n".utf8) + bytes])
}

private func package(_ bytes: [UInt8]) {
  load(["p/datapackage.json": bytes, "p/t.csv": Array("a,b\n1,x\n".utf8)])
}

private func load(_ contents: [String: [UInt8]]) {
  let files = FileAccess(
    read: { path throws(FileError) in
      guard let bytes = contents[path.string] else { throw FileError(path, .missing) }
      return FileContents(bytes)
    },
    write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
    kind: { contents[$0.string] == nil ? nil : .file },
    list: { path throws(FileError) in throw FileError(path, .missing) },
    canonical: { $0 })
  do throws(DiagnosticList) {
    for resource in try readPackage(at: "p", files: files).resources {
      _ = try Datasets.load(resource, files: files)
    }
  } catch {
    precondition(!error.diagnostics.isEmpty)
  }
}
