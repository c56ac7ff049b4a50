// A data package: a folder with a `datapackage.json`, as its description tells it.
// Package + bytes -> typed columns, level 1.

public import Diagnostics
public import Files
public import SystemPackage

/// A data package as its `datapackage.json` describes it.
///
/// - Source: https://datapackage.org/standard/data-package/ (v2, and v1's spellings)
public struct Package: Sendable {
  /// Where the package lies, as diagnostics show it.
  public let folder: FilePath
  /// The package's `name`.
  public let name: String?
  /// The package's `title`.
  public let title: String?
  /// The package's `description`.
  public let description: String?
  /// The package's `version`.
  public let version: String?
  /// Under which terms the data may be used.
  public let licenses: [License]
  /// Where the data comes from.
  public let sources: [Source]
  /// Who made the package.
  public let contributors: [Contributor]
  /// Its tables, in order; a warning among the notes tells of each resource that is none.
  public let resources: [Resource]
  /// Warnings about what the description says and Quire does not check, in the order of the text.
  public let notes: [Diagnostic]
  /// The SHA-256 of the description, with the schemas and dialects it keeps in files of their own.
  public let fingerprint: String
}

/// Terms of use: a name of the Open Definition (`CC0-1.0`), an address, or both.
public struct License: Sendable, Hashable {
  /// The short name.
  public let name: String?
  /// The terms' address or file.
  public let path: String?
  /// The title that people read.
  public let title: String?
}

/// One place where data comes from.
public struct Source: Sendable, Hashable {
  /// What the source is called.
  public let title: String?
  /// Its address or file.
  public let path: String?
}

/// Somebody who took part in making a package.
public struct Contributor: Sendable, Hashable {
  /// The name.
  public let title: String?
  /// An address that tells more.
  public let path: String?
  /// What they did, in the package's words: `author`, `publisher`.
  public let roles: [String]
}

/// Reads the description of a data package; opens none of its data files.
///
/// - Parameter folder: the folder, as diagnostics shall show it.
/// - Throws: everything that is wrong with the description, in the order of the text. What is right
///   but not supported is kept in each resource's `refusals`, and thrown when it is loaded.
public func readPackage(
  at folder: FilePath, files: FileAccess
) throws(DiagnosticList) -> Package {
  let path = folder.appending("datapackage.json")
  let document = try JSONDocument(reading: path, files: files)
  var reader = PackageReader(folder: folder, files: files)
  let package = reader.read(document)
  guard reader.findings.errors.isEmpty else {
    throw DiagnosticList(reader.findings.errors.sorted(by: comesFirst))
  }
  return package
}

/// The order of the text; stable, as both lists come from one walk.
func comesFirst(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
  guard let a = left.place, let b = right.place, a.file == b.file else { return false }
  return (a.line, a.column) < (b.line, b.column)
}
