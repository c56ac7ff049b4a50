// File names -> the names of resources, after the standard. Level 1.

internal import SystemPackage
internal import Tabular

/// The name that a file or a table has as a resource of a data package: lower-case ASCII letters, digits,
/// `_` and `-`; `data` when nothing is left of it.
public func resourceName(for name: String) -> String {
  let standard = ResourceNames.standardName(name)
  return standard.isEmpty ? "data" : standard
}

/// Gives each file of a package a name of its own.
struct ResourceNames {
  /// Which files got another name than their own, one sentence each.
  private(set) var notes: [String] = []
  private var owners: [String: String] = [:]

  init() {}

  /// The name of the resource for a file.
  ///
  /// The file's own without extensions, in lower case, with `_` for everything but letters, digits and
  /// `-`, so that it needs no quotes in SQL where that can be had; with a number when it is taken.
  mutating func name(for fileName: String) -> String {
    let base = resourceName(for: FilePath(fileName).tableName)
    var name = base
    var number = 2
    while owners[name] != nil {
      name = "\(base)_\(number)"
      number += 1
    }
    if let owner = owners[base] {
      notes.append("\(fileName) is named \(name), because \(owner) is \(base)")
    }
    owners[name] = fileName
    return name
  }

  /// Lower-case ASCII letters, digits, `_` and `-`; one `_` for each run of other characters, none at
  /// the ends.
  ///
  /// - Source: https://datapackage.org/standard/data-resource/#name
  static func standardName(_ text: String) -> String {
    var name: [UInt8] = []
    for byte in text.asciiLowercased.utf8 {
      let isPlain = isDigit(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
      if isPlain {
        name.append(byte)
      } else if let last = name.last, last != UInt8(ascii: "_") {
        name.append(UInt8(ascii: "_"))
      }
    }
    while name.last == UInt8(ascii: "_") { name.removeLast() }
    return String(decoding: name, as: UTF8.self)
  }
}
