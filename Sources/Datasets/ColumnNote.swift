// Why a bare column is what it is, where that may surprise. Level 1.

internal import Tabular

/// Looks over a finished column for what kept it from being a column of numbers.
struct ColumnNote {
  let column: Column
  let point: UInt8
  let separator: UInt8
  /// The line of a row's value.
  let line: (_ row: Int) -> Int

  /// Why a column of text is not one of numbers; nil when it holds words, or is no text.
  var text: (message: String, hint: String?)? {
    guard case .texts(let codes, let dictionary) = column.values, dictionary.count > 0 else {
      return nil
    }
    var oddities = [ValueForm.Oddity?](repeating: nil, count: dictionary.count)
    var hasReal = false
    for code in 0..<dictionary.count {
      switch ValueForm(dictionary[code], point: point) {
      case .integer: break
      case .real: hasReal = true
      case .odd(let oddity): oddities[code] = oddity
      case .text: return nil
      }
    }
    var counts: [ValueForm.Oddity: Int] = [:]
    var firstRow: Int?
    for row in 0..<codes.count where !(column.nulls?[row] ?? false) {
      guard let oddity = oddities[Int(codes[row])] else { continue }
      counts[oddity, default: 0] += 1
      if firstRow == nil { firstRow = row }
    }
    guard let firstRow else {
      return ("column \(column.name) kept as text: reals together with integers beyond 2^53", nil)
    }
    let hasNumbers = oddities.contains { $0 == nil }
    if Set(counts.keys) == [.missingWord] {
      return hasNumbers ? missingWords(codes, dictionary, oddities, hasReal) : nil
    }
    let reasons = ValueForm.Oddity.allCases.compactMap { oddity in
      counts[oddity].map { "\(grouped($0)) \(oddity.words(isOne: $0 == 1))" }
    }
    let value = column.bytes(at: firstRow).map(shown) ?? ""
    return (
      "column \(column.name) kept as text: \(reasons.joined(separator: ", ")) "
        + "(first: line \(line(firstRow)), \(value))", decimalHint(dictionary)
    )
  }

  private func missingWords(
    _ codes: Buffer<UInt32>, _ dictionary: ByteStrings, _ oddities: [ValueForm.Oddity?],
    _ hasReal: Bool
  ) -> (message: String, hint: String?) {
    let words = oddities.indices.filter { oddities[$0] != nil }
    let isWord = oddities.map { $0 != nil }
    var count = 0
    for row in 0..<codes.count where !(column.nulls?[row] ?? false) && isWord[Int(codes[row])] {
      count += 1
    }
    let list = words.map { shown(dictionary[$0]) }.joined(separator: ", ")
    return (
      "column \(column.name) kept as text: \(list) in \(grouped(count)) of "
        + "\(grouped(column.rowCount)) rows; everything else is a number",
      "add null: [\(list)] to read it as \(hasReal ? "real" : "integer")"
    )
  }

  /// The option that makes decimal commas numbers, when nothing else is in the way.
  private func decimalHint(_ dictionary: ByteStrings) -> String? {
    guard separator != UInt8(ascii: ","), point != UInt8(ascii: ",") else { return nil }
    for code in 0..<dictionary.count {
      switch ValueForm(dictionary[code], point: UInt8(ascii: ",")) {
      case .integer, .real: continue
      case .odd, .text: return nil
      }
    }
    return "add decimal: \",\" to read it as real"
  }

  /// That reals have more digits than they keep, or nil.
  func digits(_ parts: [ColumnPart], _ reader: TableReader) -> (message: String, hint: String?)? {
    guard case .reals = column.values else { return nil }
    let count = parts.reduce(0) { $0 + $1.longDigitCount }
    guard count > 0 else { return nil }
    var before = 0
    for (part, block) in zip(parts, reader.parts) {
      if part.longDigitCount > 0 {
        let row = before + part.firstLongRow
        return (
          "column \(column.name): \(grouped(count)) value\(count == 1 ? " has" : "s have") more "
            + "digits than a real keeps (first: line \(line(row)))",
          "add types: {\(column.name): text} to keep them"
        )
      }
      before += block.rowCount
    }
    return nil
  }
}
