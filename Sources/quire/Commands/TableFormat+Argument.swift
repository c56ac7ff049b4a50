// The formats of tables as values of options. Level 5.

public import ArgumentParser
public import Render

extension TableFormat: ExpressibleByArgument {}
