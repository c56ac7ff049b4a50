// The one error people see. Its wording is made where the fault is found;
// its look (`file:line:column: error[Q301]: …`) is made in one place, Output/DiagnosticText.swift.

/// How much a diagnostic matters.
public enum Severity: String, Sendable, Hashable {
  case error
  case warning
  case note
}

/// One finding about a notebook, a data file or the command line.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How much it matters.
  public let severity: Severity
  /// The stable code; `Documentation/Errors.md` describes each.
  public let code: Code
  /// Where it is, or nil when it is about no place in a text.
  public let place: Place?
  /// One sentence in lower case without a full stop.
  public let message: String
  /// The line at `place`, or nil when it cannot be shown.
  public let source: SourceLine?
  /// The one next step that most likely helps.
  public let hint: String?

  /// Makes a finding; an error unless `severity` says otherwise.
  public init(
    _ code: Code, _ message: String, at place: Place? = nil, source: SourceLine? = nil,
    hint: String? = nil, severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.source = source
    self.hint = hint
  }
}

/// Several findings thrown together, because all faults of a file are found in one pass.
public struct DiagnosticList: Error, Sendable, Hashable {
  /// At least one finding, in the order of the text.
  public let diagnostics: [Diagnostic]

  /// Collects findings that belong to one failure.
  public init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "a failure needs at least one diagnostic")
    self.diagnostics = diagnostics
  }
}
