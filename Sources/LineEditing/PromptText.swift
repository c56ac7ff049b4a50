// A prompt's text apart from its colours. Level 5.

/// A prompt with escape sequences of the form `ESC [ … letter`.
struct PromptText {
  /// The text that takes room on the screen.
  let plain: String
  /// The prompt with each escape sequence between the marks that keep readline from counting it.
  /// - Source: `RL_PROMPT_START_IGNORE` in the readline manual, "Redisplay"
  let forReadline: String

  init(_ prompt: String) {
    var plain: [UInt8] = []
    var marked: [UInt8] = []
    var isEscape = false
    for byte in prompt.utf8 {
      if byte == 0x1B, !isEscape {
        isEscape = true
        marked.append(0x01)
      }
      marked.append(byte)
      guard isEscape else {
        plain.append(byte)
        continue
      }
      if byte != UInt8(ascii: "["), 0x40...0x7E ~= byte {
        isEscape = false
        marked.append(0x02)
      }
    }
    self.plain = String(decoding: plain, as: UTF8.self)
    forReadline = String(decoding: marked, as: UTF8.self)
  }
}

extension String {
  /// The text with `?` for each control character, which would move the cursor.
  var withoutControls: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
