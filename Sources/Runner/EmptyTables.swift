// Tables without rows, against which cells are only compiled. Level 3.

internal import Datasets
internal import Files
internal import Tabular

extension Table {
  /// The same columns, of the same kinds, without rows.
  var withoutRows: Table {
    Table(columns: columns.map(\.withoutRows), rowCount: 0)
  }
}

extension Column {
  fileprivate var withoutRows: Column {
    let empty: Values =
      switch values {
      case .integers: .integers(Buffer([]))
      case .reals: .reals(Buffer([]))
      case .texts: .emptyTexts
      case .mixed: ColumnBuilder(name: "").build().values
      }
    return Column(name: name, values: empty, nulls: nil)
  }
}

extension Column.Values {
  fileprivate static var emptyTexts: Column.Values {
    let builder = ByteStringsBuilder()
    return .texts(codes: Buffer([]), dictionary: builder.build())
  }
}

extension Resource {
  /// The columns that the schema tells of, or nil when the files must be read to know them, or to say why
  /// they cannot be.
  func emptyTable(_ files: FileAccess) -> Table? {
    guard let schema, schema.fieldsMatch == .exact, refusals.isEmpty, !schema.fields.isEmpty,
      paths.allSatisfy({ files.kind($0) == .file })
    else { return nil }
    let columns = schema.fields.map { field in
      Column(name: field.name, values: field.type.emptyValues, nulls: nil)
    }
    return Table(columns: columns, rowCount: 0)
  }
}

extension FieldType {
  fileprivate var emptyValues: Column.Values {
    switch self {
    case .integer, .year, .boolean: .integers(Buffer([]))
    case .number: .reals(Buffer([]))
    default: .emptyTexts
    }
  }
}
