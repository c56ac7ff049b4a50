// A JSON file with the places of all its values. Level 1.

internal import Diagnostics
internal import Files
internal import SystemPackage
internal import YAML

/// A JSON file that was read: its text and its tree.
struct JSONDocument {
  let source: SourceText
  let root: Node

  /// Reads a JSON file.
  ///
  /// - Throws: that it cannot be read, is not UTF-8, or is not JSON.
  init(reading path: FilePath, files: FileAccess) throws(DiagnosticList) {
    let contents: FileContents
    do throws(FileError) {
      contents = try files.read(path)
    } catch {
      throw DiagnosticList([fileDiagnostic(error, path: path)])
    }
    try self.init(contents.bytes, file: path.string)
  }

  /// Reads a JSON text.
  init(_ raw: UnsafeRawBufferPointer, file: String) throws(DiagnosticList) {
    let hasMark = raw.starts(with: [0xEF, 0xBB, 0xBF])
    let source = SourceText(Array(hasMark ? raw.dropFirst(3) : raw[...]), file: file)
    if let fault = source.bytes.withUnsafeBufferPointer(firstFault) {
      throw DiagnosticList([
        source.diagnostic(fault.code, fault.message, at: fault.offset..<fault.offset + 1)
      ])
    }
    self.source = source
    var parsed: Node?
    do {
      parsed = try parseJSON(source.bytes)
    } catch {
      let place = Place(file: file, line: error.line, column: error.column)
      let line = error.line <= source.lineStarts.count ? source.line(error.line - 1) : nil
      throw DiagnosticList([
        Diagnostic(
          .malformedPackage, error.message, at: place, source: line.map { SourceLine($0) })
      ])
    }
    guard let root = parsed else {
      throw DiagnosticList([source.diagnostic(.malformedPackage, "the file is empty", at: 0..<0)])
    }
    self.root = root
  }

  /// A finding about a node, with its line.
  func diagnostic(
    _ code: Code, _ message: String, at node: Node, hint: String? = nil,
    severity: Severity = .error
  ) -> Diagnostic {
    let place = Place(file: source.file, line: node.line, column: node.column)
    let quoteCount = if case .scalar(_, isQuoted: true) = node.kind { 2 } else { 0 }
    let length = node.text.map { $0.unicodeScalars.count + quoteCount } ?? 1
    let line = SourceLine(source.line(node.line - 1), highlightCount: length)
    return Diagnostic(code, message, at: place, source: line, hint: hint, severity: severity)
  }
}

private struct TextFault {
  let code: Code
  let message: String
  let offset: Int
}

private func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> TextFault? {
  if let offset = firstInvalidUTF8(in: bytes)?.lowerBound {
    let message = "byte 0x\(hex(bytes[offset])) is not UTF-8"
    return TextFault(code: .dataNotUTF8, message: message, offset: offset)
  }
  guard let fault = JSONSyntax.firstFault(in: bytes) else { return nil }
  return TextFault(
    code: .malformedPackage, message: "not JSON: \(fault.message)", offset: fault.offset)
}
