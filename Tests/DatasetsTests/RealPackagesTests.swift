// The two packages of this repository load, and their counts are those of their READMEs.

import Diagnostics
import Files
import Foundation
import SystemPackage
import Tabular
import Testing

@testable import Datasets

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

private let disk = FileAccess(
  read: { path throws(FileError) in
    guard let data = FileManager.default.contents(atPath: path.string) else {
      throw FileError(path, .missing)
    }
    return FileContents(Array(data))
  },
  write: { path, _ throws(FileError) in throw FileError(path, .notPermitted) },
  kind: { FileManager.default.fileExists(atPath: $0.string) ? .file : nil },
  list: { path throws(FileError) in throw FileError(path, .missing) },
  canonical: { path throws(FileError) in
    FilePath(URL(fileURLWithPath: path.string).resolvingSymlinksInPath().path)
  })

private func tables(_ name: String) throws -> [String: [[String: Value]]] {
  let package = try readPackage(at: FilePath("\(root)/datasets/\(name)"), files: disk)
  #expect(package.notes.isEmpty)
  #expect(!package.licenses.isEmpty && !package.sources.isEmpty)
  var found: [String: [[String: Value]]] = [:]
  for resource in package.resources {
    #expect(resource.sha256 != nil && resource.byteCount != nil)
    #expect(resource.schema?.fields.allSatisfy { $0.title != nil && $0.description != nil } == true)
    let table = try load(resource, files: disk)
    found[resource.name] = rows(table).map {
      Dictionary(uniqueKeysWithValues: zip(table.columnNames, $0))
    }
  }
  return found
}

private func text(_ row: [String: Value], _ column: String) -> String? {
  if case .text(let text) = row[column] { text } else { nil }
}

private func year(_ row: [String: Value], _ column: String) -> Int? {
  if case .integer(let year) = row[column] { Int(year) } else { nil }
}

@Test(
  "members, figures, plans, open countries and totals have the numbers of rows that they promise")
func rowCounts() throws {
  let programme = try tables("ejp-rd")
  let members = try #require(programme["members"])
  #expect(members.count == 35)
  #expect(members.count { text($0, "eu_group") == "EU13" } == 12)
  #expect(programme["figures"]?.count == 11)
  let national = try tables("national-plans")
  let plans = try #require(national["plans"])
  #expect(plans.count == 41)
  #expect(Set(plans.map { text($0, "iso2") }).count == 25)
  #expect(national["open_countries"]?.count == 10)
  #expect(national["eu_totals"]?.count == 5)
}

@Test("plans and open countries share the members between them, with the same names and groups")
func countries() throws {
  let members = try #require(tables("ejp-rd")["members"])
  let national = try tables("national-plans")
  let plans = try #require(national["plans"])
  let open = try #require(national["open_countries"])
  let codes = Set(members.map { text($0, "iso2") })
  let planned = Set(plans.map { text($0, "iso2") })
  #expect(planned.isDisjoint(with: open.map { text($0, "iso2") }))
  #expect(planned.union(open.map { text($0, "iso2") }) == codes)
  for row in plans + open {
    let member = try #require(members.first { $0["iso2"] == row["iso2"] })
    #expect(member["country"] == row["country"])
    if let group = row["eu_group"] { #expect(group == member["eu_group"]) }
  }
}

@Test(
  "countries with a date up to 2013 and October 2017 are the 12 and 18 of the README, 19 with Portugal"
)
func checkTotals() throws {
  let plans = try #require(tables("national-plans")["plans"])
  // The United Kingdom was a member of the Union in both years.
  let union = plans.filter { text($0, "eu_group") != "non-EU" || text($0, "iso2") == "GB" }
  func count(until limit: String) -> Int {
    Set(
      union.filter { (text($0, "adopted") ?? "9999").prefix(7) <= limit }.map { text($0, "iso2") }
    ).count
  }
  #expect(count(until: "2013-12") == 12)
  #expect(count(until: "2017-10") == 18)
  let portugal = plans.filter {
    text($0, "iso2") == "PT" && (year($0, "period_start") ?? 9999) <= 2017
  }
  #expect(portugal.count == 1)
  let strict = union.filter {
    text($0, "adoption_basis") == "dated" && (year($0, "adopted_year") ?? 9999) <= 2013
  }
  #expect(Set(strict.map { text($0, "iso2") }).count == 10)
}

@Test("derived columns follow from those they are derived from")
func derived() throws {
  let plans = try #require(tables("national-plans")["plans"])
  var counts: [String: Int] = [:]
  for row in plans {
    let basis = try #require(text(row, "adoption_basis"))
    counts[basis, default: 0] += 1
    #expect(text(row, "plan_id")?.prefix(2) == text(row, "iso2")?.prefix(2))
    #expect(year(row, "adopted_year") == text(row, "adopted").flatMap { Int($0.prefix(4)) })
    #expect(
      (text(row, "adopted") == nil) == (basis == "period start only" || basis == "not stated"))
    if basis == "period start only" { #expect(year(row, "period_start") != nil) }
    if let start = year(row, "period_start"), let end = year(row, "period_end") {
      #expect(start <= end)
    }
  }
  #expect(counts == ["dated": 26, "launched": 7, "finalised": 2, "period start only": 6])
}

@Test(
  "the status by stated period is the one known for 2020, 2021 and 2023",
  arguments: [(2020, [13, 5, 4, 3]), (2021, [9, 6, 9, 1]), (2023, [9, 6, 10, 0])])
func status(at wave: Int, expected: [Int]) throws {
  let plans = try #require(tables("national-plans")["plans"])
  var counts = [0, 0, 0, 0]
  for (_, rows) in Dictionary(grouping: plans, by: { text($0, "iso2") }) {
    let begun = rows.filter {
      (year($0, "period_start") ?? year($0, "adopted_year") ?? 9999) <= wave
    }
    if begun.contains(where: { (year($0, "period_end") ?? 0) >= wave }) {
      counts[0] += 1
    } else if begun.contains(where: { year($0, "period_end") == nil }) {
      counts[1] += 1
    } else {
      counts[begun.isEmpty ? 3 : 2] += 1
    }
  }
  #expect(counts == expected)
}

@Test("a mistake in a file of the repository is found")
func caught() throws {
  let folder = "\(root)/datasets/national-plans/"
  let json = try String(contentsOfFile: folder + "datapackage.json", encoding: .utf8)
    .replacing(#/"(hash|bytes)": [^\n]+\n/#, with: "")
  let plans = try String(contentsOfFile: folder + "plans.csv", encoding: .utf8)
  for (right, wrong, column) in [
    ("2014-03-13", "2014-13-13", "adopted"), (",EU14,", ",EU15,", "eu_group"),
    ("FI-2", "FI-1", "plan_id"),
    (",launched,", ",launch,", "adoption_basis"), ("AT-1,AT", "AT-1,At", "iso2"),
    (",2014,2017,", ",2014,2107,", "period_end"),
  ] {
    let files = memory([
      "p/datapackage.json": Array(json.utf8),
      "p/plans.csv": Array(plans.replacing(right, with: wrong, maxReplacements: 1).utf8),
    ])
    let found = try findings { try loadFirst(files) }
    #expect(found.count == 1 && found[0].contains(" \(column): "), "\(wrong): \(found)")
  }
}
