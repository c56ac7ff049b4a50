// Moments, compared with Foundation's calendar.

import Foundation
import Testing

@testable import Notebook

@Test(
  "a moment is read to the millisecond",
  arguments: [
    ("1970-01-01", 0), ("1970-01-01T00:00:00Z", 0), ("1970-01-02T01:00Z", 90_000_000),
    ("1969-12-31T23:59:59.999Z", -1), ("2024-12-31T01:02:03Z", 1_735_606_923_000),
    ("2024-12-31 02:02:03.5+01:00", 1_735_606_923_500),
    ("2000-02-29T00:00:00-05:30", 951_802_200_000),
    ("0000-01-01", -62_167_219_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
func moments(text: String, milliseconds: Int64) {
  #expect(Moment(text)?.milliseconds == milliseconds)
}

@Test("every day from 1583 to 2400 is where Foundation has it")
func days() throws {
  var calendar = Calendar(identifier: .iso8601)
  calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
  var date = try #require(calendar.date(from: DateComponents(year: 1583, month: 1, day: 1)))
  for _ in 0..<2987 {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    #expect(Moment(text)?.milliseconds == Int64(date.timeIntervalSince1970 * 1000), "\(text)")
    date += 100 * 86_400
  }
}

@Test(
  "zones are UTC, offsets and names",
  arguments: [
    ("UTC", TimeZoneName.Kind.offset(minutes: 0)), ("+05:30", .offset(minutes: 330)),
    ("-03:00", .offset(minutes: -180)), ("Europe/Brussels", .region),
    ("America/Argentina/Buenos_Aires", .region), ("Etc/GMT+3", .region),
  ])
func zones(text: String, kind: TimeZoneName.Kind) {
  #expect(TimeZoneName(text, at: 0..<1)?.kind == kind)
}
