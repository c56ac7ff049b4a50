// Where a long text goes, piece by piece, and who may stop it. Level 1.

/// Takes the pieces of a text that may be long.
public struct TextSink {
  /// Takes the next piece; pieces end where lines end.
  public let write: ([UInt8]) -> Void
  /// Whether the person has seen enough; asked between pieces and during longer work.
  public let isStopped: () -> Bool

  /// Bundles the two; without `isStopped` nothing stops it.
  public init(isStopped: @escaping () -> Bool = { false }, write: @escaping ([UInt8]) -> Void) {
    self.write = write
    self.isStopped = isStopped
  }

  /// How many bytes make a piece.
  static let pieceSize = 1 << 16
}
