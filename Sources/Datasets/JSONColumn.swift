// One column of a JSON text, put together from what the workers know of it. Level 1.

/// A name of the objects, and what all its values were.
struct JSONColumn {
  /// The name's bytes.
  let key: [UInt8]
  /// Its number for each worker, nil for those that have not met it.
  private(set) var numbers: [Int?]
  /// Where it stands first.
  private(set) var offset = Int.max
  private(set) var facts = JSONFacts()
  var statedType: CSVType?
  /// The name of the column.
  var name = ""
  /// How the name was changed, in words.
  var nameNote: String?

  init(key: [UInt8], workerCount: Int) {
    self.key = key
    numbers = [Int?](repeating: nil, count: workerCount)
  }

  var type: CSVType { statedType ?? facts.type }

  mutating func add(_ facts: JSONFacts, number: Int, of worker: Int, offset: Int) {
    self.facts.merge(facts)
    numbers[worker] = number
    self.offset = min(self.offset, offset)
  }

  /// The column's values in one part; all NULL where its worker had not met the name.
  func part(of block: JSONPart) -> ColumnPart {
    if let number = numbers[block.worker], number < block.columns.count {
      return block.columns[number]
    }
    let part = ColumnPart(worker: block.worker, capacity: block.rowCount)
    part.setAllNull(block.rowCount)
    return part
  }
}
