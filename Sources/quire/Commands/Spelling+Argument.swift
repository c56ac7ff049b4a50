// A spelling of notebooks as an option's value: `--to quarto`. Level 5.

public import ArgumentParser
public import Notebook

extension Spelling: ExpressibleByArgument {}
