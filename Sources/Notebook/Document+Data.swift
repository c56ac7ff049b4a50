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
  public func replaced(
    by path: String, under name: String, options: [DataOption]
  ) -> DataEntry {
    DataEntry(
      name: name, path: path, sha256: nil, pathRange: pathRange, options: options,
      isReplacement: true)
  }
}
