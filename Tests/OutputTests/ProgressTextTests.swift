// The line that tells how far a load is.

import Testing

@testable import Output

@Test(
  "the bytes done and in all are shown in the unit of the whole, rounded down",
  arguments: [
    (41_299_999, 84_000_000, "trips.csv  41.2 of 84.0 MB  49 %"),
    (0, 84_000_000, "trips.csv  0.0 of 84.0 MB  0 %"),
    (83_999_999, 84_000_000, "trips.csv  83.9 of 84.0 MB  99 %"),
    (84_000_000, 84_000_000, "trips.csv  84.0 of 84.0 MB  100 %"),
    (512, 1_024, "trips.csv  0.5 of 1.0 kB  50 %"),
    (999_999, 999_999, "trips.csv  999.9 of 999.9 kB  100 %"),
    (1_500_000_000, 5_368_709_120, "trips.csv  1.5 of 5.3 GB  27 %"),
    (0, 0, "trips.csv  0.0 of 0.0 kB  100 %"),
  ])
func progressCounts(done: Int, total: Int, text: String) {
  #expect(progressText(file: "data/trips.csv", done: done, of: total, width: 80) == text)
}

@Test("a line of progress leaves the last column free: the name is cut first, then left out")
func progressWidth() {
  func text(_ file: String, _ width: Int) -> String {
    progressText(file: file, done: 1_000_000, of: 2_000_000, width: width)
  }
  #expect(text("trips.csv", 32) == "trips.csv  1.0 of 2.0 MB  50 %")
  #expect(text("trips.csv", 31) == "trips.csv  1.0 of 2.0 MB  50 %")
  #expect(text("trips.csv", 30) == "trips.c…  1.0 of 2.0 MB  50 %")
  #expect(text("trips.csv", 22) == "1.0 of 2.0 MB  50 %")
  #expect(text("trips.csv", 20) == "1.0 of 2.0 MB  50 %")
  #expect(text("trips.csv", 19) == "")
  #expect(text("日本\u{1B}[31m.csv", 60) == "日本\\e[31m.csv  1.0 of 2.0 MB  50 %")
}

@Test("a running statement tells its time, and the rows it has read in thousands")
func runningStatement() {
  #expect(
    progressText(running: 4.19, rows: 212_345, width: 80) == "running 4.1 s, 212,000 rows read")
  #expect(progressText(running: 0.7, rows: 999, width: 80) == "running 0.7 s")
  #expect(progressText(running: 4.1, rows: 212_345, width: 20) == "running 4.1 s")
  #expect(progressText(running: 4.1, rows: 212_345, width: 8) == "")
}
