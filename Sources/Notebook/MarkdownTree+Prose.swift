// cmark-gfm's tree -> prose. Level 0.

internal import CMarkGFM

extension MarkdownTree {
  /// The blocks whose first line is wanted; containers without any are left out.
  func prose(isWanted: (Int) -> Bool) -> [ProseBlock] {
    guard let root else { return [] }
    return blocks(in: root, isWanted)
  }

  private func children(of node: OpaquePointer) -> [OpaquePointer] {
    var children: [OpaquePointer] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      children.append(child)
      next = cmark_node_next(child)
    }
    return children
  }

  private func blocks(in node: OpaquePointer, _ isWanted: (Int) -> Bool) -> [ProseBlock] {
    children(of: node).compactMap { block($0, isWanted) }
  }

  private func block(_ node: OpaquePointer, _ isWanted: (Int) -> Bool) -> ProseBlock? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE:
      let inside = blocks(in: node, isWanted)
      return inside.isEmpty ? nil : .quote(inside)
    case CMARK_NODE_LIST: return list(node, isWanted)
    default: break
    }
    guard isWanted(Int(cmark_node_get_start_line(node)) - 1 + firstLine) else { return nil }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      return .heading(Int(cmark_node_get_heading_level(node)), spans(in: node, []))
    case CMARK_NODE_PARAGRAPH: return .paragraph(spans(in: node, []))
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    case CMARK_NODE_CODE_BLOCK:
      let text = String(decoding: literal(node), as: UTF8.self)
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last?.isEmpty ?? false { lines.removeLast() }
      return .code(lines)
    default:
      guard String(cString: cmark_node_get_type_string(node)) == "table" else { return nil }
      return .table(children(of: node).map(row))
    }
  }

  private func list(_ node: OpaquePointer, _ isWanted: (Int) -> Bool) -> ProseBlock? {
    let items = children(of: node).map { blocks(in: $0, isWanted) }
    guard let first = items.firstIndex(where: { !$0.isEmpty }) else { return nil }
    let isNumbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    let start = Int(cmark_node_get_list_start(node)) + first
    return .list(items.filter { !$0.isEmpty }, start: isNumbered ? start : nil)
  }

  private func row(_ node: OpaquePointer) -> [String] {
    children(of: node).map { cell in spans(in: cell, []).map(\.text).joined() }
  }

  // MARK: Inlines

  private func spans(in node: OpaquePointer, _ style: ProseSpan.Style) -> [ProseSpan] {
    children(of: node).flatMap { span($0, style) }
  }

  private func span(_ node: OpaquePointer, _ style: ProseSpan.Style) -> [ProseSpan] {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: [ProseSpan(text(node), style)]
    case CMARK_NODE_CODE: [ProseSpan(text(node), style.union(.code))]
    case CMARK_NODE_SOFTBREAK: [ProseSpan(" ", style)]
    case CMARK_NODE_LINEBREAK: [ProseSpan("\n", style)]
    case CMARK_NODE_EMPH: spans(in: node, style.union(.emphasis))
    case CMARK_NODE_STRONG: spans(in: node, style.union(.strong))
    case CMARK_NODE_LINK: link(node, style, mark: "")
    case CMARK_NODE_IMAGE: link(node, style, mark: "image: ")
    default: []
    }
  }

  /// The text of a link and behind it where it leads, unless that is the text itself.
  private func link(
    _ node: OpaquePointer, _ style: ProseSpan.Style, mark: String
  ) -> [ProseSpan] {
    let inside = spans(in: node, style)
    let target = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    let text = inside.map(\.text).joined()
    let start = mark.isEmpty ? [] : [ProseSpan(mark, style)]
    if target.isEmpty || target == text || target == "mailto:" + text { return start + inside }
    return start + inside + [ProseSpan(" (\(target))", style)]
  }

  private func text(_ node: OpaquePointer) -> String {
    String(decoding: literal(node), as: UTF8.self)
  }
}
