// A million rows from CSV, beside the sqlite3 shell and DuckDB's, as whole processes in one run.

import Glibc

/// Loads, analyses and replays one file; works in the folder `.build-bench`.
struct DataBenchmark {
  private let quire: String
  private let folder = ".build-bench"

  /// Uses the program at a path.
  init(_ quire: String) { self.quire = quire.hasPrefix("/") ? quire : "../" + quire }

  /// Prints a line for every program and work.
  ///
  /// - Returns: whether a bar was missed.
  func report() -> Bool {
    mkdir(folder, 0o755)
    guard chdir(folder) == 0, let byteCount = SampleFile.make(at: "data.csv"),
      SampleScripts.write()
    else {
      print("\n\(folder): cannot be written")
      return true
    }
    defer { chdir("..") }
    let megabytes = Double(byteCount) / 1e6
    print(
      "\n" + "median of 5 runs over \(Int(megabytes)) MB of CSV".padded(to: 42)
        + "wall ms".padded(to: 10, left: true) + "CPU ms".padded(to: 9, left: true)
        + "memory MB".padded(to: 12, left: true))
    var isMissed = false
    for work in works(megabytes: megabytes) where isOver(work) { isMissed = true }
    return isMissed
  }

  /// One piece of work, done by several programs; the first is the one that is judged.
  private struct Work {
    let own: Benchmark
    var peers: [Benchmark] = []
    let bar: String
    /// Whether it is good enough, beside the first peer when that ran.
    let holds: (_ own: Benchmark.Measurement, _ peer: Benchmark.Measurement?) -> Bool
  }

  private func works(megabytes: Double) -> [Work] {
    func own(_ name: String, _ arguments: String...) -> Benchmark {
      Benchmark(name, [quire] + arguments)
    }
    /// A run of a notebook whose last cell is one that never was.
    func edited(_ name: String, _ notebook: String) -> Benchmark {
      let line =
        "sed \"s/LIMIT 10/LIMIT $$/\" \(notebook) > e.md && \(quire) run --cache cache e.md"
      return Benchmark(name, ["sh", "-c", line])
    }
    func peers(_ name: String, _ script: String) -> [Benchmark] {
      [("sqlite3", ["sqlite3", ":memory:"]), ("duckdb", [duckdb])].map { program, arguments in
        Benchmark(
          "\(name): \(program)", arguments, input: "\(script).\(program)")
      }
    }
    /// The same statements as a notebook and as a script.
    func pair(_ name: String, _ file: String) -> (Benchmark, [Benchmark]) {
      (
        own("\(name): quire", "run", "\(file).md"),
        [Benchmark("\(name): sqlite3", ["sqlite3", ":memory:"], input: "\(file).sqlite3")]
      )
    }
    let (thousand, thousandPeers) = pair("1,000 cells", "thousand")
    let (small, smallPeers) = pair("12 cells over three small files", "small")
    return [
      Work(own: thousand, peers: thousandPeers, bar: "1.3 of sqlite3's time") {
        $0.wall <= 1.3 * ($1?.wall ?? .infinity)
      },
      Work(own: own("10,000 cells: quire", "run", "many.md"), bar: "10 times 1,000 cells") {
        own, _ in own.wall <= 3000
      },
      Work(own: small, peers: smallPeers, bar: "1.5 of sqlite3's time") {
        $0.wall <= 1.5 * ($1?.wall ?? .infinity)
      },
      Work(
        own: own("load: quire", "data", "sniff", "data.csv"), peers: peers("load", "load"),
        bar: "0.25 of sqlite3's CPU time, the CSV's size and 60 MB of memory"
      ) { $0.cpu <= 0.25 * ($1?.cpu ?? .infinity) && $0.memory <= megabytes + 60 },
      Work(
        own: own("load under a schema: quire", "data", "validate", "."),
        bar: "the CSV's size and 60 MB of memory"
      ) { own, _ in own.memory <= megabytes + 60 },
      Work(
        own: own("8 queries, 3 charts, cold: quire", "run", "--no-cache", "data.md"),
        peers: peers("8 queries", "all"), bar: "0.25 of sqlite3's CPU time"
      ) { $0.cpu <= 0.25 * ($1?.cpu ?? .infinity) },
      Work(own: own("the same again: quire", "run", "--cache", "cache", "data.md"), bar: "40 ms") {
        own, _ in own.wall <= 40
      },
      Work(
        own: edited("after an edit of the last cell: quire", "data.md"),
        peers: [edited("only that cell: quire", "last.md")], bar: "that cell and 30 ms"
      ) { $0.wall <= ($1?.wall ?? 0) + 30 },
    ]
  }

  private var duckdb: String {
    access("duckdb/bin/duckdb", X_OK) == 0 ? "duckdb/bin/duckdb" : "duckdb"
  }

  private func isOver(_ work: Work) -> Bool {
    let own = show(work.own)
    let peers = work.peers.map(show)
    guard let own else { return true }
    let ratios = zip(work.peers, peers).compactMap { peer, measurement in
      measurement.map { "\((own.cpu / $0.cpu).rounded(to: 2)) of \(peer.name)" }
    }
    if !ratios.isEmpty { print("  CPU time: \(ratios.joined(separator: ", "))") }
    if work.holds(own, peers.first ?? nil) { return false }
    print("  over its bar: \(work.bar)")
    return true
  }

  private func show(_ benchmark: Benchmark) -> Benchmark.Measurement? {
    guard let measurement = benchmark.measure(runCount: 5, warmUpCount: 2) else {
      print("\(benchmark.name.padded(to: 42)) not installed, or failed")
      return nil
    }
    let cells = [measurement.wall, measurement.cpu, measurement.memory].map {
      "\($0.rounded(to: 1))"
    }
    print(
      benchmark.name.padded(to: 42)
        + zip(cells, [10, 9, 12]).map { $0.padded(to: $1, left: true) }.joined())
    return measurement
  }
}
