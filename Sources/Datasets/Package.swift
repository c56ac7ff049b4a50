// A data package: a folder with a `datapackage.json`. Package + bytes -> typed columns, level 1.

public import Diagnostics
public import Files
public import SystemPackage
public import Tabular

/// What the data of a resource is, from strongest to weakest.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  case study, independent, published, unstated, synthetic
}

/// A data package as its `datapackage.json` describes it.
public struct Package: Sendable {
  /// Where the package lies, as diagnostics show it.
  public let folder: FilePath
  /// The package's `name`.
  public let name: String?
  /// The package's `title`.
  public let title: String?
  /// The package's `version`.
  public let version: String?
  /// Its tables, in order.
  public let resources: [Resource]
}

/// One table of a data package, not loaded yet.
public struct Resource: Sendable {
  /// The name of the table.
  public let name: String
  /// The files it is made of, in order.
  public let paths: [FilePath]
  /// What the data is.
  public let evidence: Evidence
}

/// Reads the description of a data package; opens none of its data files.
///
/// - Parameter folder: the folder, as diagnostics shall show it.
/// - Throws: everything that is wrong with the description.
public func readPackage(
  at folder: FilePath, files: FileAccess
) throws(DiagnosticList) -> Package {
  throw DiagnosticList([Diagnostic(.malformedPackage, "packages cannot be read yet")])
}

/// Loads a resource: checks its hash, reads and types its values, checks constraints and keys.
///
/// - Throws: all violations found, in the order of the file; no table remains.
public func load(_ resource: Resource, files: FileAccess) throws(DiagnosticList) -> Table {
  throw DiagnosticList([Diagnostic(.malformedPackage, "packages cannot be read yet")])
}

/// Loads a bare CSV file (or `.tsv`), each column typed by all of its values.
///
/// - Parameter sha256: the digest that the file must have, or nil.
public func loadCSV(
  at path: FilePath, sha256: String?, files: FileAccess
) throws(DiagnosticList) -> Table {
  throw DiagnosticList([Diagnostic(.malformedPackage, "packages cannot be read yet")])
}
