// Options that knitr and Quarto have, and that say nothing about a cell of ours. Level 0.

/// The chunk options of other programs that people bring along.
///
/// - Source: https://yihui.org/knitr/options/ and https://quarto.org/docs/reference/cells/cells-knitr.html
enum ForeignOptions {
  /// Whether an option is one of them; knitr writes dots where Quarto has hyphens.
  static func hold(_ name: String) -> Bool {
    names.contains(String(name.map { $0 == "." ? "-" : $0 }))
  }

  private static let names: Set<String> = [
    "R-options", "aniopts", "animation-hook", "attr-output", "attr-source", "autodep",
    "background", "cache-comments", "cache-globals", "cache-lazy", "cache-path", "cache-rebuild",
    "cache-vars", "child", "class-output", "class-source", "classes", "code", "code-fold",
    "code-line-numbers", "code-overflow", "code-summary", "collapse", "column", "comment",
    "connection-name", "crop", "dev", "dev-args", "df-print", "dpi", "engine", "engine-opts",
    "engine-path", "external", "fig-align", "fig-alt", "fig-asp", "fig-column", "fig-dim",
    "fig-dpi", "fig-env", "fig-ext", "fig-format", "fig-height", "fig-keep", "fig-link",
    "fig-ncol", "fig-path", "fig-pos", "fig-process", "fig-retina", "fig-scap", "fig-sep",
    "fig-show", "fig-showtext", "fig-subcap", "fig-topcaption", "fig-width", "freeze", "highlight",
    "indent", "interval", "layout", "layout-align", "layout-ncol", "layout-nrow",
    "layout-valign", "lightbox", "lst-cap", "lst-label", "message", "opts-label", "out-extra",
    "out-height", "out-width", "output-location", "panel", "prompt", "purl", "ref-label",
    "render", "renderings", "resize-height", "resize-width", "results", "sanitize", "size",
    "split", "sql-show_output", "strip-white", "tab-topcaption", "tbl-colwidths", "tbl-subcap",
    "tidy", "tidy-opts", "warning",
  ]
}
