// What a data file is evidence of. Level 1.

/// What the data of a resource is, from strongest to weakest.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  /// A paper's own raw data.
  case study
  /// Collected by others, or by us, from public sources.
  case independent
  /// Aggregates typed from a paper.
  case published
  /// No kind is given.
  case unstated
  /// Generated or drawn.
  case synthetic
}
