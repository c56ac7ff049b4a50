// The settings of a session: what a person may choose about results. Level 5.

/// What is wrong with the value of a setting.
struct SettingFault: Error {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// The chosen values and where each comes from.
struct DisplaySettings: Sendable {
  /// Where a value comes from.
  enum Origin: String {
    case `default`, config, command
  }

  /// When output goes through the pager.
  enum PagerUse: String, CaseIterable {
    /// Results too.
    case on
    case off
    /// What is asked for in full: `.last`.
    case auto
  }

  /// The look, or nil for `box` on a terminal and `rule` elsewhere.
  var mode: ResultMode?
  /// The table that `insert` fills, or nil for the cell's label.
  var insertTable: String?
  var nullText = "NULL"
  /// How many rows of a long result a terminal shows; 0 for all.
  var maxRows = 40
  /// The columns that drawn tables must fit, or nil for those of the terminal.
  var width: Int?
  var showsTime = true
  var pager = PagerUse.auto
  private var origins: [String: Origin] = [:]

  /// Where a setting's value comes from.
  func origin(of name: String) -> Origin { origins[name] ?? .default }

  /// Gives a setting the value that a text says; nothing changes when it says none.
  mutating func set(_ setting: Setting, _ text: String, _ origin: Origin) throws(SettingFault) {
    var changed = self
    try setting.set(&changed, text)
    changed.origins[setting.name] = origin
    self = changed
  }
}

/// One setting: how it is called, read and shown.
struct Setting: Sendable {
  let name: String
  /// Its operand, as help shows it.
  let operand: String
  /// One line of help.
  let summary: String
  /// The words that may stand for a value, for completion.
  let words: [String]
  /// What other programs call it.
  var aliases: [String] = []
  /// Its value as it would be typed.
  let text: @Sendable (DisplaySettings) -> String
  let set: @Sendable (inout DisplaySettings, String) throws(SettingFault) -> Void

  /// All settings: those of the file and of the commands.
  static var all: [Setting] { [mode, null, maxrows, width, timer, pager] }

  static let mode = Setting(
    name: "mode", operand: "NAME [--once]",
    summary: "how results look: \(ResultMode.allCases.map(\.rawValue).joined(separator: " "))",
    words: ResultMode.allCases.map(\.rawValue),
    text: { settings in
      let name = settings.mode?.rawValue ?? "auto"
      return settings.insertTable.map { "\(name) \($0)" } ?? name
    },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      let words = text.split(separator: " ", maxSplits: 1).map(String.init)
      let name = words.first ?? ""
      let mode = name == "auto" ? nil : try ResultMode(named: name)
      guard words.count < 2 || mode == .insert else {
        throw SettingFault("\(name) takes no operand", hint: ".mode insert TABLE does")
      }
      settings.mode = mode
      settings.insertTable = words.count > 1 ? words[1].trimmingBlanks.unquoted : nil
    })

  static let null = Setting(
    name: "null", operand: "TEXT", summary: "what stands for NULL in box, rule and line", words: [],
    aliases: [],
    text: { $0.nullText.isEmpty ? "''" : $0.nullText },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      settings.nullText = text.unquoted
    })

  static let maxrows = Setting(
    name: "maxrows", operand: "N", summary: "how many rows of a long result are drawn; 0 for all",
    words: ["all"], text: { $0.maxRows == 0 ? "all" : String($0.maxRows) },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      let count = text == "all" ? 0 : Int(text)
      guard let count, count >= 0 else {
        throw SettingFault("maxrows is a number of rows or all, not \(text)")
      }
      settings.maxRows = count
    })

  static let width = Setting(
    name: "width", operand: "N|auto", summary: "how wide drawn tables may be", words: ["auto"],
    text: { $0.width.map(String.init) ?? "auto" },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      if text == "auto" {
        settings.width = nil
        return
      }
      guard let columns = Int(text), (8...10_000).contains(columns) else {
        throw SettingFault("width is auto or 8 to 10000 columns, not \(text)")
      }
      settings.width = columns
    })

  static let timer = Setting(
    name: "timer", operand: "on|off", summary: "show how long statements take",
    words: ["on", "off"], aliases: ["\\timing"], text: { $0.showsTime ? "on" : "off" },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      guard ["on", "off"].contains(text) else {
        throw SettingFault("timer is on or off, not \(text)")
      }
      settings.showsTime = text == "on"
    })

  static let pager = Setting(
    name: "pager", operand: "on|off|auto",
    summary: "page all results, none, or .last alone ($PAGER, else less)",
    words: ["on", "off", "auto"], text: { $0.pager.rawValue },
    set: { @Sendable (settings: inout DisplaySettings, text: String) throws(SettingFault) in
      guard let use = DisplaySettings.PagerUse(rawValue: text) else {
        throw SettingFault("pager is on, off or auto, not \(text)")
      }
      settings.pager = use
    })
}
