// Modes, settings and destinations of results, over a pipe.

import Foundation
import Testing

private let hostile = """
  create temp table h(t, x, n, b);
  insert into h values
    ('line' || char(10) || 'break', 1e999, 9223372036854775807, x'00ff'),
    ('a|b', -1e999, null, null), ('&_%$#{}~^\\', -0.0, -9223372036854775808, x''),
    (char(27) || '[31m' || char(0) || 'z', 1e21, 0, x'27'), ('', 0.1, 1, null), (null, null, 2, null),
    ('NULL', 5e-324, 3, null), ('it''s "q"', 2.5, 4, x'41'), ('👩‍👩‍👧 أهلا', 1e300, 5, null),
    (replace(hex(zeroblob(150)), '00', char(10)), 1.5, 6, null);

  """

@Suite struct ResultTests {
  @Test("INSERT makes the same table again: values, storage classes and signs")
  func replayedInserts() throws {
    let bench = try Bench()
    defer { bench.end() }
    let inserts = try bench.pipe(hostile + ".mode insert again\nselect * from h;\n")
    #expect(inserts.status == 0, "\(inserts.errors)")
    let lines = inserts.output.split(separator: "\n")
    #expect(lines.count == 12 && lines.dropFirst(2).allSatisfy { $0.hasSuffix(");") })
    let replay = try bench.pipe(
      hostile + "create temp table again(t, x, n, b);\n"
        + lines.dropFirst(2).joined(separator: "\n")
          + """

          .mode tsv
          select count(*) as c, sum(h.t is again.t and h.x is again.x and h.n is again.n and h.b is again.b
            and typeof(h.t) = typeof(again.t) and typeof(h.x) = typeof(again.x) and typeof(h.b) = typeof(again.b)
            and hex(h.t) is hex(again.t) and printf('%!.17g', h.x) = printf('%!.17g', again.x)) as same
          from h join again on h.rowid = again.rowid;

          """)
    #expect(replay.output.hasSuffix("c\tsame\n10\t10\n"), "\(replay)")
  }

  @Test("sqlite3 takes the INSERTs too", .enabled(if: sqlite != nil))
  func sqliteReplay() throws {
    let bench = try Bench()
    defer { bench.end() }
    let inserts = try bench.pipe(hostile + ".mode insert again\nselect * from h;\n").output
      .split(separator: "\n").dropFirst(2).joined(separator: "\n")
    let script =
      hostile + "create temp table again(t, x, n, b);\n\(inserts)\n"
      + "select count(*) from h join again on h.rowid = again.rowid where h.t is again.t and h.x is again.x "
      + "and h.n is again.n and h.b is again.b and typeof(h.x) = typeof(again.x);"
    try bench.write("replay.sql", script)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: sqlite ?? "")
    process.arguments = [":memory:", ".read \(bench.path)/replay.sql"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "10\n")
  }

  @Test("data modes have all rows and nothing between results; what a format cannot say is told")
  func dataModes() throws {
    let bench = try Bench()
    defer { bench.end() }
    let ended = try bench.pipe(
      """
      .mode jsonl
      create temp table t(a);
      insert into t values (1e999), (2);
      select a from t;
      .mode csv --once
      select 7 as seven;
      select 8 as eight;
      """)
    #expect(ended.output == "{\"a\":null}\n{\"a\":2}\nseven\n7\n{\"eight\":8}\n")
    #expect(ended.errors == "warning[Q420]: 1 infinite number written as null, as JSON has none\n")
  }

  @Test("mode off shows the count alone, line a value a line, and \\x goes to and fro")
  func otherModes() throws {
    let ended = try Bench().pipe(
      """
      .mode off
      select 1 union select 2;
      \\x
      select 'a' || char(10) || 'b' as two, null as n;
      \\x
      select 1 as one \\gx
      select 2 as one \\g
      \\G
      .mode
      """)
    #expect(
      ended.output == """
        (2 rows)
        two = a
              b
          n = NULL
        one = 1
        one
        ---
          2
        (1 row)
        one = 2
        mode auto

        """)
    #expect(ended.errors.isEmpty && ended.status == 0)
  }

  @Test(
    "a wrong value of a setting is an error that says what is right",
    arguments: [
      (".mode jsn", "unknown mode jsn", "did you mean json?"),
      (".mode tabs", "unknown mode tabs", "here: .mode tsv"),
      (".mode csv t", "csv takes no operand", ".mode insert TABLE does"),
      (".maxrows -1", "maxrows is a number of rows or all, not -1", nil),
      (".width 3", "width is auto or 8 to 10000 columns, not 3", nil),
      (".pager maybe", "pager is on, off or auto, not maybe", nil),
      (".timer maybe", "timer is on or off, not maybe", nil),
      (".last", "there is no result yet", nil), (".again", "there is no statement yet", nil),
      (".watch 0", "how many seconds?", nil), (".into", "there is no result yet", nil),
    ])
  func wrongValues(line: String, message: String, hint: String?) throws {
    let ended = try Bench().pipe(line + "\n")
    #expect(ended.errors.hasPrefix("stdin:1:1: error[Q001]: \(message)\n"), "\(ended.errors)")
    if let hint { #expect(ended.errors.contains("help: \(hint)\n"), "\(ended.errors)") }
    #expect(ended.status == 2)
  }

  @Test("settings tell their values and where those come from")
  func settings() throws {
    let ended = try Bench().pipe(
      ".null -\n.maxrows all\nselect null as n, '-' as t, 'NULL' as u;\n.mode csv\n.settings\n")
    #expect(ended.output.hasPrefix("n  t    u\n-  ---  ----\n-  '-'  NULL\n(1 row)\n"), "\(ended)")
    for line in ["mode     csv    command", "null     -      command", "timer    on     default"] {
      #expect(ended.output.contains("\n\(line)"), "\(ended.output)")
    }
  }

  @Test("limits that a script asks for hold, and are told")
  func limits() throws {
    let ended = try Bench().pipe(
      ".maxrows 2\nselect value as v from json_each('[1,2,3]');\n.width 12\n"
        + "select 'a long text of words' as t, 1 as n;\n")
    #expect(ended.output.hasPrefix("v\n-\n1\n2\n(2 of 3 rows)\n"), "\(ended.output)")
    #expect(ended.output.contains("cells cut in 1 column"), "\(ended.output)")
  }
}

extension ResultTests {
  @Test("_ is the last result, in statements alone")
  func underscore() throws {
    let bench = try Bench()
    defer { bench.end() }
    let ended = try bench.pipe(
      """
      .mode tsv
      select 1 as a, 2 as a union all select 3, 4;
      select sum(a) as s, sum(a_2) as s2 from _;
      select s + s2 as t from _;
      with _ as (select 5 as x) select x from _;
      .describe last
      """, ["regions.md"])
    #expect(ended.errors.isEmpty, "\(ended.errors)")
    #expect(
      ended.output.hasPrefix("a\ta\n1\t2\n3\t4\ns\ts2\n4\t6\nt\n10\nx\n5\n"), "\(ended.output)")
    try bench.replace("SELECT rgion FROM sales;", "SELECT * FROM _;")
    let cell = try bench.pipe("select 1;\n.run wrong\n", ["regions.md"])
    #expect(cell.errors.contains("no such table: _") && cell.status == 3, "\(cell)")
  }

  @Test("the columns of a row become parameters of statements, never of cells or of declared names")
  func parameters() throws {
    let bench = try Bench()
    defer { bench.end() }
    let ended = try bench.pipe(
      """
      select 20 as low, 'x' as name;
      .into my_
      select :my_low + 1 as a, :my_name as b;
      select 1 as least;
      .into
      """, ["regions.md"])
    #expect(ended.output.hasSuffix("21  x\n(1 row)\nleast\n-----\n    1\n(1 row)\n"), "\(ended)")
    #expect(ended.errors.contains("error[Q001]: least is a parameter of the notebook"))
    try bench.replace("SELECT rgion FROM sales;", "SELECT :my_low;")
    let cell = try bench.pipe("select 20 as low;\n.into my_\n.run wrong\n", ["regions.md"])
    #expect(cell.errors.contains("error[Q201]"), "\(cell.errors)")
    let two = try bench.pipe("select 1 union select 2;\n.into\n")
    #expect(two.errors.contains("the last result has 2 rows, not one"))
  }

  @Test("a pivot is the last result then, and the long one can be pivoted again")
  func pivot() throws {
    let ended = try Bench().pipe(
      """
      .mode csv
      select 'n' as region, 1 as y, 10 as v union all select 's', 2, 20;
      .pivot
      .pivot y region v
      select "n" from _;
      """)
    #expect(
      ended.output
        == "region,y,v\nn,1,10\ns,2,20\nregion,1,2\nn,10,\ns,,20\ny,n,s\n1,10,\n2,,20\nn\n10\n\n",
      "\(ended)")
  }

  @Test("one result goes to a file in the format of its extension, the others to the screen")
  func once() throws {
    let bench = try Bench()
    defer { bench.end() }
    let ended = try bench.pipe(
      """
      .once one.csv
      create temp table t(a);
      select 1 as a;
      select 2 as a;
      select 3 as a \\g three.json
      .once plain
      select 4 as a;
      .once | tr a-z A-Z
      select 'shout' as loud;
      .once five.csv
      select nothing;
      """)
    #expect(ended.output == "ok\na\n-\n2\n(1 row)\nLOUD\n-----\nSHOUT\n(1 ROW)\n", "\(ended)")
    #expect(try bench.read("one.csv") == "a\n1\n")
    #expect(try bench.read("three.json") == "[\n{\"a\":3}\n]\n")
    #expect(try bench.read("plain") == "a\n-\n4\n(1 row)\n")
    #expect(ended.errors.contains("nothing was written\n"))
    #expect(!FileManager.default.fileExists(atPath: bench.path + "/five.csv"))
  }

  @Test("all results go to a file until .output alone, each whole")
  func output() throws {
    let bench = try Bench()
    defer { bench.end() }
    try bench.write("all.csv", "what was there before, and is longer than what comes")
    let ended = try bench.pipe(
      ".output all.csv\nselect 1 as a;\nselect 2 as b;\n.output\nselect 3 as c;\n"
        + ".output | cat -n\nselect 4 as d;\nselect 5 as e;\n")
    #expect(ended.output.hasPrefix("c\n-\n3\n(1 row)\n"), "\(ended)")
    #expect(ended.output.hasSuffix("     8\t(1 row)\n"), "\(ended)")
    #expect(try bench.read("all.csv") == "a\n1\nb\n2\n")
  }

  @Test(
    "the notebook and its data are never written over",
    arguments: [
      "regions.md", "./regions.md", "sales.csv", "link.csv", "hard.csv", "other.csv", "db.sqlite",
    ])
  func refusals(file: String) throws {
    let bench = try Bench()
    defer { bench.end() }
    try FileManager.default.createSymbolicLink(
      atPath: bench.path + "/link.csv", withDestinationPath: bench.path + "/sales.csv")
    try FileManager.default.linkItem(
      atPath: bench.path + "/sales.csv", toPath: bench.path + "/hard.csv")
    try bench.write("other.csv", "x\n1\n")
    let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    try FileManager.default.copyItem(
      atPath: cases + "/../EndToEndTests/Cases/sqlite-attached/ref.sqlite",
      toPath: bench.path + "/db.sqlite")
    let before = try Data(contentsOf: URL(fileURLWithPath: bench.path + "/" + file))
    for command in [".once", ".output", "select 1 \\g"] {
      let ended = try bench.pipe(
        "select x from 'other.csv';\n.load db.sqlite\n\(command) \(file)\nselect 1;\n",
        ["regions.md"])
      #expect(ended.errors.contains("choose another file"), "\(ended)")
      #expect(ended.status == 2)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: bench.path + "/" + file)) == before)
  }

  @Test("what cannot be written is told with the reason")
  func unwritable() throws {
    let bench = try Bench()
    defer { bench.end() }
    for (line, message) in [
      (".once no/such/file.csv", "error[Q002]: no such folder: no/such"),
      (".output state", "error[Q003]: state is a folder"),
      (".output regions.md", "error[Q001]: regions.md is a notebook"),
      ("\\zz", "error[Q001]: unknown command \\zz"),
      (".once", "error[Q001]: which file?"), (".once |", "error[Q001]: which command?"),
      (
        ".output /dev/full\nselect 1;",
        "error[Q005]: cannot write /dev/full: no space left on device"
      ),
      (".once | exit 3\nselect 1;", "warning[Q005]: exit 3 ended with status 3"),
      (".once | no-such-command\nselect 1;", "error[Q005]: cannot run no-such-command"),
    ] {
      try FileManager.default.createDirectory(
        atPath: bench.path + "/state", withIntermediateDirectories: true)
      let ended = try bench.pipe(line + "\n")
      #expect(ended.errors.contains(message), "\(line): \(ended.errors)")
    }
  }
}

private let sqlite = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

extension Bench {
  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}
