// A text -> a string of JSON, which YAML reads in the same way. Level 0.

/// A text as a JSON string, its quotes included; controls and what moves the cursor are escaped.
public func jsonString(_ text: String) -> String {
  var json = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22, 0x5C: json += "\\\(scalar)"
    case 0x09: json += "\\t"
    case 0x0A: json += "\\n"
    case 0x0D: json += "\\r"
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069:
      let digits = String(scalar.value, radix: 16)
      json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: json.unicodeScalars.append(scalar)
    }
  }
  return json + "\""
}

/// A text as a scalar of YAML that is this text and nothing else: plain where it is a word or a path,
/// else a string of JSON.
public func yamlText(_ text: String) -> String {
  let isPlain = text.utf8.enumerated().allSatisfy { offset, byte in
    let isLetter = (0x61...0x7A).contains(byte | 0x20)
    return isLetter
      || offset > 0 && ((0x30...0x39).contains(byte) || "_-./".utf8.contains(byte))
  }
  let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
  return isPlain && !text.isEmpty && !words.contains(text.lowercased()) ? text : jsonString(text)
}
