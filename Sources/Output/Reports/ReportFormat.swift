// The formats that other programs read, each in a file of its own. Output, level 4.

/// Writes entries as text, in the order they come.
public protocol ReportFormat {
  /// The text for the entries of one notebook.
  ///
  /// - Parameter name: the notebook's file.
  mutating func notebook(_ name: String, _ entries: [ReportEntry]) -> String
  /// The text that ends the report.
  mutating func end() -> String
}
