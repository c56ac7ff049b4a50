// The manual page from a definition of the command line.

import Testing

@testable import Output

private let help = #"""
  {"serializationVersion": 0, "command": {"commandName": "tool", "abstract": "Does it.",
    "arguments": [], "subcommands": [
      {"commandName": "help", "shouldDisplay": true, "subcommands": []},
      {"commandName": "hidden", "shouldDisplay": false, "abstract": "Never."},
      {"commandName": "data", "abstract": "Above.", "subcommands": [
        {"commandName": "list", "abstract": "Lists\\it.", "discussion": ".dot\n'quote",
         "arguments": [
          {"kind": "positional", "valueName": "file", "isRepeating": true, "isOptional": false},
          {"kind": "positional", "valueName": "more", "isRepeating": false, "isOptional": true},
          {"kind": "option", "valueName": "n", "abstract": "How many.", "allValues": ["1", "2"],
           "names": [{"kind": "short", "name": "n"}, {"kind": "long", "name": "how-many"}]},
          {"kind": "flag", "valueName": "x", "abstract": "Secret.", "shouldDisplay": false,
           "names": [{"kind": "long", "name": "x"}]},
          {"kind": "flag", "valueName": "help", "abstract": "Help.",
           "names": [{"kind": "long", "name": "help"}]}]}]}]}}
  """#

@Test("commands stand by their whole names, with what nobody is shown left out")
func pageOfCommands() throws {
  let page = try #require(manualPage(help: help, version: "1.2"))
  let lines = page.split(separator: "\n").map(String.init)
  #expect(lines.first == #".TH TOOL 1 "" "tool 1.2""#)
  let start = try #require(lines.firstIndex(of: #".SS tool data list \fIfile\fR ... [\fImore\fR]"#))
  #expect(
    Array(lines[start + 1...start + 7]) == [
      #"Lists\eit."#, ".PP", #"\&.dot"#, #"\&'quote"#, ".TP",
      #"\fB\-n\fR, \fB\-\-how\-many\fR \fIn\fR"#, "How many. (1, 2)",
    ])
  #expect(lines[start + 8] == ".SH EXIT STATUS")
}

@Test("what is no definition gives no page", arguments: ["", "[", "{}", "[1]"])
func pageOfNothing(text: String) { #expect(manualPage(help: text, version: "1") == nil) }
