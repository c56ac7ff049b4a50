// What GitHub's runner must not find in what is printed.

import Output
import Testing

@Test(
  "no line of data is a workflow command",
  arguments: [
    ("::stop-commands::t\n", "\\::stop-commands::t\n"), ("  \t::error::x", "  \t\\::error::x"),
    ("a\r::error::x", "a\r\\::error::x"), ("\u{2003}\u{A0}::x", "\u{2003}\u{A0}\\::x"),
    ("+::error::x\n a::b", "+::error::x\n a::b"), (":a:\n:", ":a:\n:"), (":::", "\\:::"),
    ("x ##[add-mask]a ###[b] #[c]", "x ##\\[add-mask]a ###\\[b] #[c]"), ("é\r\n::x", "é\r\n\\::x"),
  ])
func commands(text: String, safe: String) {
  #expect(withoutWorkflowCommands(text) == safe)
}

@Test("in JSON the old form of commands is written with an escape that means the same")
func oldCommandsInJSON() {
  let safe = withoutWorkflowCommandsInJSON("{\"a\": \"##[x] [y]\"}")
  #expect(safe == "{\"a\": \"##\\u005bx] [y]\"}")
}
