// What the tests of charts share: drawing, and a width that does not come from utf8proc.

import Tabular

@testable import Render

/// A chart, or its error in one line.
func draw(
  _ text: String, _ table: Table, _ charset: Charset = .ascii, width: Int = 72
) -> String {
  do {
    return try render(try parseChart(text), of: table, width: width, charset: charset)
  } catch {
    return "error: \(error.message)" + (error.hint.map { "\nhelp: \($0)" } ?? "")
  }
}

/// A display width by Swift's own characters and properties.
func independentWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + independentWidth(of: $1) }
}

private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
]

private func independentWidth(of character: Character) -> Int {
  let scalars = character.unicodeScalars
  let isInvisible = scalars.allSatisfy {
    switch $0.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }
  if isInvisible { return 0 }
  let isWide = scalars.contains { scalar in
    scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F
      || wideRanges.contains { $0.contains(scalar.value) }
  }
  return isWide ? 2 : 1
}
