// Compressed files -> their bytes, through zlib. Level 1.

internal import CZlib
internal import Diagnostics
internal import Files

/// The most bytes that a compressed file may hold.
private let expandedLimit = 4 << 30

/// Decompresses a gzip file, which may have several members.
///
/// - Throws: that the bytes are no gzip file, are cut off, or grow beyond 4 GiB.
func gunzipped(
  _ contents: FileContents, file: String, monitor: LoadMonitor = .none
) throws(DiagnosticList) -> FileContents {
  var stream = z_stream()
  let format = 15 + 16
  guard
    inflateInit2_(
      &stream, Int32(format), zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { throw gzipFault("zlib cannot start", file) }
  defer { inflateEnd(&stream) }
  let expanded = GrowingBytes()
  let progress = LoadProgress(monitor, file: file, byteCount: contents.bytes.count)
  let source = contents.bytes.bindMemory(to: UInt8.self)
  var taken = 0
  while true {
    let offered = min(source.count - taken, 1 << 30)
    guard let target = expanded.room(for: 1 << 20) else {
      throw gzipFault("there is not enough memory to decompress it", file)
    }
    stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + taken })
    stream.avail_in = UInt32(offered)
    stream.next_out = target
    stream.avail_out = 1 << 20
    let code = inflate(&stream, Z_NO_FLUSH)
    let (used, made) = (offered - Int(stream.avail_in), 1 << 20 - Int(stream.avail_out))
    taken += used
    expanded.count += made
    progress.add(used, worker: 0)
    try progress.check()
    guard expanded.count <= expandedLimit else {
      throw gzipFault("more than 4 GiB when decompressed", file)
    }
    if code == Z_STREAM_END {
      // Zeros after the last member are padding.
      if source[taken...].allSatisfy({ $0 == 0 }) { return expanded.contents() }
      inflateReset(&stream)
    } else if code != Z_OK || used == 0 && made == 0 {
      throw gzipFault(
        code == Z_OK || code == Z_BUF_ERROR
          ? "the compressed file is cut off" : "the file is not a sound gzip file", file)
    }
  }
}

private func gzipFault(_ message: String, _ file: String) -> DiagnosticList {
  DiagnosticList([Diagnostic(.malformedCSV, "\(file): \(message)")])
}
