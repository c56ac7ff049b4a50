// The footer of a recorded table -> its counts: the inverse of `TableFooter`. Level 1.

/// What `(3 rows)` and `(20 of 1,345 rows, sha256 1a2b3c4d; cells cut in 1 column)` say.
struct ShownFooter {
  let shownCount: Int
  let rowCount: Int

  /// Reads a line; nil when it is no footer.
  init?(_ line: ArraySlice<UInt8>) {
    guard line.first == UInt8(ascii: "("), line.last == UInt8(ascii: ")") else { return nil }
    let words = line.dropFirst().dropLast().split(
      separator: 0x20, maxSplits: 4, omittingEmptySubsequences: false)
    guard let first = words.first.flatMap(ShownFooter.count) else { return nil }
    if words.count > 1, ShownFooter.isRows(words[1]) {
      (shownCount, rowCount) = (first, first)
      return
    }
    guard words.count > 3, words[1].elementsEqual("of".utf8), ShownFooter.isRows(words[3]),
      let all = ShownFooter.count(words[2])
    else { return nil }
    (shownCount, rowCount) = (first, all)
  }

  /// `row` or `rows`, with what separates it from a remark.
  private static func isRows(_ word: ArraySlice<UInt8>) -> Bool {
    ["row", "rows"].contains { name in
      word.elementsEqual(name.utf8) || word.elementsEqual("\(name),".utf8)
        || word.elementsEqual("\(name);".utf8)
    }
  }

  /// A count with its thousands set off by commas.
  private static func count(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") }) else {
      return nil
    }
    return Int(String(decoding: word.filter { $0 != UInt8(ascii: ",") }, as: UTF8.self))
  }
}
