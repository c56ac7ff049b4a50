// A notebook that reads other data than it declares. Text <-> Document, level 0.

extension Document {
  /// The same notebook with other entries of `data:`; the text stays as it is.
  public func reading(_ data: [DataEntry]) -> Document {
    var frontMatter = frontMatter
    frontMatter.data = data
    return Document(
      source: source, frontMatter: frontMatter, segments: segments, elements: elements,
      diagnostics: diagnostics)
  }
}

extension DataEntry {
  /// The entry under the name `name` with another path, read from where the program runs. The declared digest is that
  /// of the declared file, so it is left out.
  ///
  /// - Parameter format: the form of the file, where neither its name nor an option says it.
  public func replaced(
    by path: String, under name: String, options: [DataOption], format: String?
  ) -> DataEntry {
    let stated = format.map { format in
      DataOption(
        name: "format",
        values: [DataOption.Value(key: nil, keyRange: nil, text: format, range: pathRange)],
        isCollection: false, nameRange: pathRange)
    }
    return DataEntry(
      name: name, path: path, sha256: nil, pathRange: pathRange, digestRange: nil,
      options: options + (stated.map { [$0] } ?? []), isReplacement: true)
  }
}
