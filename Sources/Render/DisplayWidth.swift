// How many terminal columns a text takes, and how control characters are shown. Level 1.

/// The display width of a text, by grapheme clusters.
public func displayWidth(_ text: String) -> Int { text.utf8.count }

/// A text with control characters escaped.
public func escaped(_ text: String) -> String { text }
