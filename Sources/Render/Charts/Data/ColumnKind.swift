// What a column holds, as far as charts care; from the storage classes of all rows. Level 1.

internal import Tabular

/// The kind of a column.
enum ColumnKind: Equatable {
  /// Integers or reals.
  case number
  /// Integers from 1500 to 2500 under a name for years.
  case year
  /// Texts of one ISO form.
  case date(ISODate.Form)
  case text
  /// Nothing but NULL, or no row at all.
  case null
  /// Several storage classes, blobs, or dates that are impossible or of several forms.
  case mixed

  init(_ column: Column) {
    let classes = Set((0..<column.rowCount).lazy.map { column.storageClass(at: $0) })
      .subtracting([.null])
    if classes.isEmpty {
      self = .null
    } else if classes.isSubset(of: [.integer, .real]) {
      let isNamed = ["year", "jahr", "annee", "année"].contains(column.name.lowercased())
      self = isNamed && holdsYears(column) ? .year : .number
    } else {
      self = classes == [.text] ? Self.ofTexts(column) : .mixed
    }
  }

  /// The word that messages use.
  var name: String {
    switch self {
    case .number: "number"
    case .year: "year"
    case .date: "date"
    case .text: "text"
    case .null: "null"
    case .mixed: "mixed"
    }
  }

  var isDate: Bool { if case .date = self { true } else { false } }

  private static func ofTexts(_ column: Column) -> ColumnKind {
    var forms: Set<ISODate.Form> = []
    var hasImpossible = false
    for row in 0..<column.rowCount {
      guard let bytes = column.bytes(at: row) else { continue }
      switch ISODate.read(bytes) {
      case .date(let date): forms.insert(date.form)
      case .impossible: hasImpossible = true
      case .other: return .text
      }
    }
    guard !hasImpossible, forms.count == 1, let form = forms.first else { return .mixed }
    return .date(form)
  }
}

/// Whether all values are integers from 1500 to 2500, so that they read as years.
func holdsYears(_ column: Column) -> Bool {
  (0..<column.rowCount).allSatisfy { row in
    switch column[row] {
    case .null: true
    case .integer(let value): (1500...2500).contains(value)
    case .real, .text, .blob: false
    }
  }
}
