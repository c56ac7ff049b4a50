// Two versions of a notebook -> which cell has become which. Level 0.

extension Cell {
  /// What a cell says, wherever it stands and whatever is recorded under it: equal for cells that run alike.
  struct Meaning: Hashable {
    let kind: Kind
    let options: CellOptions
    let text: String
  }

  var meaning: Meaning {
    Meaning(kind: kind, options: options.withoutPlaces, text: body.text)
  }
}

extension Document {
  /// The cells that say the same in another version: index here -> index there. Of equal cells the first
  /// becomes the first.
  ///
  /// - Complexity: linear in the number of cells.
  public func moves(to other: Document) -> [Int: Int] {
    var free: [Cell.Meaning: [Int]] = [:]
    for index in other.cells.indices.reversed() {
      free[other.cells[index].meaning, default: []].append(index)
    }
    var moves: [Int: Int] = [:]
    for (index, cell) in cells.enumerated() {
      if let place = free[cell.meaning]?.popLast() { moves[index] = place }
    }
    return moves
  }
}
