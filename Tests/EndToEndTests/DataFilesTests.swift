// Data files that only some users or some moments make hard to read.

import Foundation
import Testing

/// As another user where the tests run as root, whom no mode keeps out; needs `setpriv` there.
@Test(
  "a data file or folder that may not be read is told by its path",
  .enabled(if: geteuid() != 0 || FileManager.default.fileExists(atPath: "/usr/bin/setpriv")))
func unreadableData() throws {
  let scratch = try Scratch()
  try scratch.write("a,b\n1,x\n", to: "f.csv")
  let user = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
  let result = try Program.shell(
    """
    cp $QUIRE ../quire; mkdir folder; cp f.csv folder; chmod 000 f.csv folder
    \(user) ../quire data sniff f.csv folder/f.csv; status=$?
    chmod 755 f.csv folder; exit $status
    """, in: scratch)
  #expect(
    result
      == ProgramResult(
        output: "",
        errors: """
          error[Q401]: f.csv: permission denied
          error[Q401]: folder/f.csv: permission denied

          """, status: 3))
}

@Test("a pipe is read to its end however slowly it is written into, and no progress is drawn")
func slowPipe() throws {
  let scratch = try Scratch()
  let result = try Program.shell(
    """
    mkfifo p.csv; { printf 'a,b\\n1,'; sleep 0.5; printf 'x\\n'; sleep 0.6; printf '2,y\\n'; } > p.csv &
    $QUIRE data sniff p.csv
    """, in: scratch)
  #expect(result.output.hasPrefix("p: 2 rows, 2 columns\n"))
  #expect(result.errors.isEmpty)
  #expect(result.status == 0)
}
