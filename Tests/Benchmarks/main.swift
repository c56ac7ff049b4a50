// `make bench`: how fast the program is, beside the tools people know, in one run.
//
// Usage: Benchmarks PATH-OF-QUIRE   (from the repository's root)

import Glibc

guard CommandLine.arguments.count == 2 else {
  print("usage: Benchmarks PATH-OF-QUIRE")
  exit(2)
}
let quire = CommandLine.arguments[1]
var size = stat()
guard stat(quire, &size) == 0 else {
  print("no program at \(quire)")
  exit(2)
}
print("binary: \((Double(size.st_size) / 1e6).rounded(to: 1)) MB\n")
print("median of 50 runs                              wall ms   CPU ms   bar ms")
let benchmarks = [
  Benchmark("quire --version", [quire, "--version"]),
  Benchmark(
    "quire run notebooks/01-programme.md", [quire, "run", "notebooks/01-programme.md"], bar: 15),
  Benchmark("quire check notebooks", [quire, "check", "notebooks"]),
  Benchmark("sqlite3 :memory: 'SELECT 1'", ["sqlite3", ":memory:", "SELECT 1"]),
]
var isOverBar = false
for benchmark in benchmarks {
  guard let result = benchmark.measure(runCount: 50) else {
    print("\(benchmark.name.padded(to: 46)) not installed, or failed")
    continue
  }
  let bar = benchmark.bar.map { "\($0)" } ?? ""
  print(
    benchmark.name.padded(to: 46)
      + "\(result.wall.rounded(to: 1))".padded(to: 10, left: true).dropFirst(2)
      + "\(result.cpu.rounded(to: 1))".padded(to: 9, left: true)
      + bar.padded(to: 9, left: true))
  if let bar = benchmark.bar, result.wall > bar { isOverBar = true }
}
if try PromptBenchmark(quire).report() { isOverBar = true }
if DataBenchmark(quire).report() { isOverBar = true }
if try ColumnsBenchmark().report() { isOverBar = true }
if isOverBar {
  print("\nover a bar: measure again on a quiet machine before you look for the cause")
}
