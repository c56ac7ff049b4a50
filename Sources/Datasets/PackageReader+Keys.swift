// primaryKey, uniqueKeys, foreignKeys -> keys between tables that exist. Level 1.

internal import Diagnostics
internal import SystemPackage
internal import YAML

/// A foreign key that still names its table; `resource` is empty for the table itself.
struct ForeignKeyDraft {
  let fields: [String]
  let resource: String
  let referencedFields: [String]
  let diagnostic: (String) -> Diagnostic
}

extension PackageReader {
  /// Reads the keys of a schema whose fields are known.
  mutating func readKeys(of node: Node, into draft: inout SchemaDraft) {
    let names = draft.fields.map(\.name)
    if node["primaryKey"] != nil {
      draft.primaryKey = key("primaryKey", of: node, names: names)
    }
    for item in list("uniqueKeys", of: node) ?? [] {
      let fields = fieldNames(item, "an entry of uniqueKeys", names: names)
      if !fields.isEmpty { draft.uniqueKeys.append(fields) }
    }
    for item in objects("foreignKeys", of: node) {
      if let foreign = foreignKey(item, names: names) { draft.foreignKeys.append(foreign) }
    }
  }

  private mutating func key(_ key: String, of node: Node, names: [String]) -> [String] {
    node[key].map { fieldNames($0, key, names: names) } ?? []
  }

  /// One name or several, each of a field (of any field when `names` is nil).
  private mutating func fieldNames(_ node: Node, _ what: String, names: [String]?) -> [String] {
    let items = node.sequence ?? [node]
    if items.isEmpty { fail(node, "\(what) is empty") }
    var found: [String] = []
    for item in items {
      guard let name = plainText(item) else {
        fail(item, "\(what) is neither a name nor a list of names")
        continue
      }
      if let names, !names.contains(name) {
        fail(item, "\(what): no field named \(name)", hint: didYouMean(name, among: names))
      } else if found.contains(name) {
        fail(item, "\(what): \(name) stands twice")
      } else {
        found.append(name)
      }
    }
    return found
  }

  private mutating func foreignKey(_ node: Node, names: [String]) -> ForeignKeyDraft? {
    guard let fields = node["fields"], let reference = node["reference"] else {
      fail(node, "a foreign key needs fields and reference")
      return nil
    }
    guard mapping(reference, "reference") != nil else { return nil }
    guard let referenced = reference["fields"] else {
      fail(reference, "reference needs fields")
      return nil
    }
    if let package = reference["package"] {
      refuse(package, "a foreign key into another package is not checked")
    }
    let left = fieldNames(fields, "fields of a foreign key", names: names)
    let right = fieldNames(referenced, "fields of a reference", names: nil)
    guard left.count == right.count, let document else {
      fail(referenced, "a foreign key refers from \(left.count) fields to \(right.count)")
      return nil
    }
    let place = reference["resource"] ?? reference
    return ForeignKeyDraft(
      fields: left, resource: text("resource", of: reference) ?? "", referencedFields: right,
      diagnostic: { document.diagnostic(.malformedPackage, $0, at: place) })
  }

  /// Resolves the foreign keys of all resources.
  mutating func linked(_ drafts: [ResourceDraft]) -> [Resource] {
    let plain = drafts.map { $0.resource(folder: folder, foreignKeys: []) }
    var resources: [Resource] = []
    for draft in drafts {
      var keys: [ForeignKey] = []
      for key in draft.schema?.foreignKeys ?? [] {
        if let resolved = resolved(key, from: draft.name, in: plain) { keys.append(resolved) }
      }
      resources.append(draft.resource(folder: folder, foreignKeys: keys))
    }
    return resources
  }

  private mutating func resolved(
    _ key: ForeignKeyDraft, from name: String, in resources: [Resource]
  ) -> ForeignKey? {
    let wanted = key.resource.isEmpty ? name : key.resource
    guard let target = resources.first(where: { $0.name == wanted }) else {
      findings.errors.append(
        key.diagnostic("a foreign key refers to \(wanted), which is no resource"))
      return nil
    }
    let names = target.schema?.fields.map(\.name) ?? key.referencedFields
    for field in key.referencedFields where !names.contains(field) {
      findings.errors.append(
        key.diagnostic("a foreign key refers to \(wanted).\(field), which is no field"))
      return nil
    }
    return ForeignKey(
      fields: key.fields, referencedFields: key.referencedFields,
      referenced: wanted == name ? [] : [target])
  }
}

extension ResourceDraft {
  func resource(folder: FilePath, foreignKeys: [ForeignKey]) -> Resource {
    let schema = schema.map {
      Schema(
        fields: $0.fields, fieldsMatch: $0.fieldsMatch, primaryKey: $0.primaryKey,
        uniqueKeys: $0.uniqueKeys, foreignKeys: foreignKeys)
    }
    return Resource(
      name: name, title: title, description: description, folder: folder, paths: paths,
      evidence: evidence, sources: sources, licenses: licenses, hash: hash,
      byteCount: byteCount, encoding: encoding, isCompressed: isCompressed,
      inlineTable: inlineTable, dialect: dialect, schema: schema, refusals: refusals)
  }
}
