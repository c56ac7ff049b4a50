// What `.help` tells besides commands and functions. Level 5.

/// The topics, by name.
let helpTopics: [HelpEntry] = [
  HelpEntry(
    name: "keys", usage: "keys",
    text: """
      Enter           runs a command or a whole statement, else begins a line
      Alt-Enter       runs now, the semicolon supplied
      Ctrl-O          a new line at the cursor (also Ctrl-X Enter)
      Up, Down        between the lines; at their edge the history, of entries
                      that begin with what stands before the cursor
      Ctrl-R, Ctrl-S  search the history backward and forward
      Tab             completes by place: tables, columns, cells, files, commands
      Ctrl-C          stops what runs; at the prompt, the text goes to the history
      Ctrl-D          leaves when nothing is typed
      Ctrl-Z          suspends; fg comes back
      The rest is readline's own, with $if quire in ~/.inputrc and vi mode.
      """),
  HelpEntry(
    name: "csv", usage: "csv",
    text: """
      SELECT * FROM 'sales.csv';                a file in quotes is a table
      SELECT * FROM 'sales.csv?sep=;&null=NA';  with options after a question mark
      .load sales.csv as s sep=; null=NA        the same under a name
      .sniff sales.csv                          what was guessed, as a data: entry
      .rejects                                  records that could not be read
      Separator, header and types are found by reading the whole file; a column
      with one value that is no number is text. TSV, JSON, JSON Lines and SQLite
      files work the same, also with .gz.
      """),
  HelpEntry(
    name: "notebook", usage: "notebook",
    text: """
      A Markdown file; its cells are fenced blocks that begin with an option:
        ```sql
        --| label: by_region
        SELECT region, count(*) AS n FROM sales GROUP BY region;
        ```
      The result stands in an output block under its cell, and is a table
      by_region for the cells below. .open FILE opens a notebook, .next reads on,
      .run LABEL runs a cell, .check compares with the record.
      """),
]
