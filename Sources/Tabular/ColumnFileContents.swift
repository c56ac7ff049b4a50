// The bytes of a column file -> a table that looks straight into them. Level 0.

/// A table that looks straight into the bytes of a column file, and what was written with it.
public struct ColumnFileContents: Sendable {
  /// The table; nothing of it is copied but the names.
  public let table: Table
  /// The bytes that were kept with it.
  public let remark: [UInt8]

  /// Shows a column file as a table.
  ///
  /// - Parameter bytes: the whole file, 8-byte aligned, alive as long as `owner`.
  /// - Returns: nil when the bytes are no column file of this version, or damaged.
  public init?(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
    guard let reader = ColumnFileReader(bytes, owner: owner), let table = reader.table() else {
      return nil
    }
    self.table = table
    remark = reader.remark
  }
}

/// Reads directory and sections, never beyond the end.
private struct ColumnFileReader {
  private let bytes: UnsafeRawBufferPointer
  private let owner: AnyObject
  private let rowCount: Int
  private let columnCount: Int
  private let remarkCount: Int
  private let directoryEnd: Int

  init?(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
    guard bytes.count >= ColumnFile.headerCount, bytes.count % 8 == 0,
      bytes.baseAddress.map({ Int(bitPattern: $0) % 8 == 0 }) ?? false
    else { return nil }
    let header = (0..<6).map { bytes.load(fromByteOffset: $0 * 8, as: UInt64.self) }
    let summed = [bytes[..<(ColumnFile.headerCount - 8)], bytes[ColumnFile.headerCount...]]
      .map { UnsafeRawBufferPointer(rebasing: $0) }
    guard header[0] == ColumnFile.magic, header[5] == ColumnFile.checksum(summed),
      let rowCount = Int(exactly: header[1]), let columnCount = Int(exactly: header[2]),
      let remarkCount = Int(exactly: header[3]), let directoryEnd = Int(exactly: header[4]),
      directoryEnd <= bytes.count, remarkCount <= directoryEnd - ColumnFile.headerCount
    else { return nil }
    self.bytes = bytes
    self.owner = owner
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.remarkCount = remarkCount
    self.directoryEnd = directoryEnd
  }

  var remark: [UInt8] { Array(bytes[ColumnFile.headerCount...].prefix(remarkCount)) }

  /// What the directory says of a column.
  private struct Entry {
    let name: String
    let layout: ColumnFile.Layout
    let hasNulls: Bool
    let stringCount: Int
    let byteCount: Int
  }

  func table() -> Table? {
    var place = ColumnFile.headerCount + ColumnFile.aligned(remarkCount)
    var section = directoryEnd
    var columns: [Column] = []
    for _ in 0..<columnCount {
      guard let entry = entry(at: &place), let column = column(entry, from: &section) else {
        return nil
      }
      columns.append(column)
    }
    return Table(columns: columns, rowCount: rowCount)
  }

  private func entry(at place: inout Int) -> Entry? {
    guard place + 40 <= directoryEnd else { return nil }
    let numbers = (0..<5).map { bytes.load(fromByteOffset: place + $0 * 8, as: UInt64.self) }
    guard let nameCount = Int(exactly: numbers[0]),
      let layout = ColumnFile.Layout(rawValue: numbers[1]),
      let stringCount = Int(exactly: numbers[3]), let byteCount = Int(exactly: numbers[4]),
      nameCount <= directoryEnd - place - 40
    else { return nil }
    let name = String(decoding: bytes[place + 40..<place + 40 + nameCount], as: UTF8.self)
    place += 40 + ColumnFile.aligned(nameCount)
    return Entry(
      name: name, layout: layout, hasNulls: numbers[2] == 1, stringCount: stringCount,
      byteCount: byteCount)
  }

  private func column(_ entry: Entry, from section: inout Int) -> Column? {
    guard let values = values(entry, from: &section) else { return nil }
    guard entry.hasNulls else { return Column(name: entry.name, values: values, nulls: nil) }
    guard let words = buffer(UInt64.self, (rowCount + 63) / 64, from: &section) else { return nil }
    return Column(name: entry.name, values: values, nulls: NullBitmap(words: words))
  }

  private func values(_ entry: Entry, from section: inout Int) -> Column.Values? {
    switch entry.layout {
    case .integers: return buffer(Int64.self, rowCount, from: &section).map { .integers($0) }
    case .reals: return buffer(Double.self, rowCount, from: &section).map { .reals($0) }
    case .texts:
      guard let codes = buffer(UInt32.self, rowCount, from: &section),
        let strings = strings(entry, from: &section)
      else { return nil }
      return .texts(codes: codes, dictionary: strings)
    case .mixed:
      guard let classes = buffer(StorageClass.self, rowCount, from: &section),
        let bits = buffer(Int64.self, rowCount, from: &section),
        let strings = strings(entry, from: &section)
      else { return nil }
      return .mixed(classes: classes, bits: bits, strings: strings)
    }
  }

  private func strings(_ entry: Entry, from section: inout Int) -> ByteStrings? {
    guard let offsets = buffer(Int.self, entry.stringCount + 1, from: &section),
      let content = buffer(UInt8.self, entry.byteCount, from: &section)
    else { return nil }
    return ByteStrings(offsets: offsets, bytes: content)
  }

  /// The next section as an array; nil when the file ends before it does.
  private func buffer<Element: BitwiseCopyable & Sendable>(
    _: Element.Type, _ count: Int, from section: inout Int
  ) -> Buffer<Element>? {
    let (byteCount, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflows, byteCount <= bytes.count - section else { return nil }
    let slice = UnsafeRawBufferPointer(rebasing: bytes[section..<section + byteCount])
    section += ColumnFile.aligned(byteCount)
    return Buffer(slice.bindMemory(to: Element.self), owner: owner)
  }
}
