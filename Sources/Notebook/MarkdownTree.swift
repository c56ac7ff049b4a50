// cmark-gfm's tree, read into the few facts that a notebook needs. Level 0.

internal import CMarkGFM

/// A leaf block of the Markdown.
struct MarkdownBlock {
  /// What it is.
  enum Kind {
    case fence(MarkdownFence)
    case indentedCode
    case html
    /// A paragraph, a heading or a cell of a table.
    case prose(isTableCell: Bool)
  }

  let kind: Kind
  /// The first line, from 0; -1 where cmark does not say.
  let line: Int
  /// Whether the block stands in no container.
  let isTopLevel: Bool
  /// The marks of `InlineMarkers` inside it, in order.
  var marks: [MarkedLeaf] = []
}

/// A fenced code block as cmark sees it.
struct MarkdownFence {
  let info: String
  /// The content, each line ended by LF.
  let literal: [UInt8]
  let byte: UInt8
  let length: Int
  /// Names the node and the sibling before it.
  let identity: UInt
  let previous: UInt?
}

/// What an inline marker turned out to be.
struct MarkedLeaf {
  enum Role {
    case comment
    case insideTag
    case code
    case text
    case htmlBlock
  }

  let mark: UInt8
  let role: Role
  /// Names the node that the leaf is a child of.
  let parent: UInt
}

/// Owns cmark's tree.
final class MarkdownTree {
  let root: OpaquePointer?
  let firstLine: Int

  /// cmark's table of extensions is global and filled once.
  private static let isRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses a text without NUL; footnotes stay off because they drop unreferenced definitions.
  ///
  /// - Parameter firstLine: the number of the text's first line, from 0.
  init(_ text: ArraySlice<UInt8>, firstLine: Int) {
    self.firstLine = firstLine
    guard MarkdownTree.isRegistered, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
      root = nil
      return
    }
    defer { cmark_parser_free(parser) }
    if let table = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, table)
    }
    text.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: CChar.self).baseAddress
      cmark_parser_feed(parser, start, buffer.count)
    }
    root = cmark_parser_finish(parser)
  }

  deinit {
    if let root { cmark_node_free(root) }
  }

  /// The leaf blocks in document order.
  func blocks() -> [MarkdownBlock] {
    guard let root, let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var blocks: [MarkdownBlock] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return blocks }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      if isInline(node) {
        guard !blocks.isEmpty else { continue }
        append(marksOf: node, to: &blocks[blocks.count - 1].marks)
      } else if let block = block(node) {
        blocks.append(block)
      }
    }
  }

  private func isInline(_ node: OpaquePointer) -> Bool {
    cmark_node_get_type(node).rawValue & UInt32(CMARK_NODE_TYPE_MASK)
      == UInt32(CMARK_NODE_TYPE_INLINE)
  }

  private func block(_ node: OpaquePointer) -> MarkdownBlock? {
    let line = Int(cmark_node_get_start_line(node))
    let kind: MarkdownBlock.Kind
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE_BLOCK: kind = fence(node).map { .fence($0) } ?? .indentedCode
    case CMARK_NODE_HTML_BLOCK: kind = .html
    case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: kind = .prose(isTableCell: false)
    case CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM,
      CMARK_NODE_THEMATIC_BREAK:
      return nil
    default:
      guard String(cString: cmark_node_get_type_string(node)) == "table_cell" else { return nil }
      kind = .prose(isTableCell: true)
    }
    var block = MarkdownBlock(
      kind: kind, line: line < 1 ? -1 : line - 1 + firstLine,
      isTopLevel: cmark_node_parent(node) == root)
    if case .html = kind { append(marksOf: node, to: &block.marks) }
    return block
  }

  private func fence(_ node: OpaquePointer) -> MarkdownFence? {
    var (length, offset, character) = (Int32(0), Int32(0), CChar(0))
    guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
    let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
    return MarkdownFence(
      info: info, literal: literal(node), byte: UInt8(bitPattern: character), length: Int(length),
      identity: identity(node), previous: cmark_node_previous(node).map(identity))
  }

  private func identity(_ node: OpaquePointer) -> UInt {
    UInt(bitPattern: node)
  }

  func literal(_ node: OpaquePointer) -> [UInt8] {
    guard let text = cmark_node_get_literal(node) else { return [] }
    var count = 0
    while text[count] != 0 { count += 1 }
    return Array(UnsafeRawBufferPointer(start: text, count: count))
  }

  private func append(
    marksOf node: OpaquePointer, to marks: inout [MarkedLeaf]
  ) {
    guard let text = cmark_node_get_literal(node) else { return }
    let parent = cmark_node_parent(node).map(identity) ?? 0
    var index = 0
    while text[index] != 0 {
      let byte = UInt8(bitPattern: text[index])
      if InlineMarkers.isMark(byte) {
        let role = role(of: cmark_node_get_type(node), index: index)
        marks.append(MarkedLeaf(mark: byte, role: role, parent: parent))
      }
      index += 1
    }
  }

  private func role(of type: cmark_node_type, index: Int) -> MarkedLeaf.Role {
    switch type {
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_HTML_INLINE: index == 4 ? .comment : .insideTag
    default: .text
    }
  }
}
