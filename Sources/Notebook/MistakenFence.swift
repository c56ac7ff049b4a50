// What a fence line that makes no cell was probably meant to say. Level 0.

/// The info string of a block that is no cell, read with indulgence: `SQL`, `sqlite`, `{.sql #x}`.
struct MistakenFence {
  /// `sql`, `chart` or `claim`; empty when it says something else.
  let kind: String
  /// Whether the kind is written as it must be.
  let isRight: Bool
  /// The info string as it should be.
  let correction: String
  /// Whether that would make a cell without option lines.
  let makesCell: Bool
  /// Whether it names some SQL, or nothing.
  let isLikeSQL: Bool

  private static let kinds = [
    "sql": "sql", "sqlite": "sql", "sqlite3": "sql", "chart": "chart", "claim": "claim",
  ]

  init(_ info: ArraySlice<UInt8>) {
    let isInBraces = info.first == UInt8(ascii: "{")
    let inside = isInBraces ? info.dropFirst().drop(while: MistakenFence.isBlank) : info
    let isClass = isInBraces && inside.first == UInt8(ascii: ".")
    let named = isClass ? inside.dropFirst() : inside
    let word = named.prefix { byte in
      !MistakenFence.isBlank(byte) && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}")
        && byte != UInt8(ascii: ",")
    }
    let written = String(decoding: word, as: UTF8.self)
    kind = MistakenFence.kinds[written.lowercased()] ?? ""
    isLikeSQL = info.isEmpty || written.lowercased().contains("sql")
    let rest = String(decoding: named.dropFirst(word.count), as: UTF8.self)
    let name = kind.isEmpty ? "sql" : kind
    if isClass {
      let attributes = rest.drop { $0 == " " || $0 == "\t" }
      correction = attributes == "}" ? name : "\(name) {\(attributes)"
    } else if isInBraces {
      correction = "{\(name)\(rest)"
    } else {
      correction = rest.isEmpty || kind.isEmpty ? name : "\(name) \(rest.drop { $0 == " " })"
    }
    // A fence without braces is right whatever follows its word.
    isRight = !kind.isEmpty && kind == written && !isClass && (isInBraces || rest.first != "{")
    let bytes = Array(correction.utf8)
    let header = FenceHeader(
      0..<bytes.count, of: bytes,
      word: correction.prefix { $0 != " " && $0 != "\t" })
    makesCell = !kind.isEmpty && header.makesCell && header.faults.isEmpty
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
