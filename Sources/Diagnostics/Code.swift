// Every code a diagnostic can carry, and the exit status each leads to.
// `Documentation/Errors.md` describes them one by one; a test compares the two lists.

/// What the process says to its caller; the larger one wins over several files.
public enum ExitStatus: Int32, Sendable, Comparable {
  /// Everything ran and every comparison held.
  case success = 0
  /// Everything ran, but an output, an inline value or an assertion differs.
  case difference = 1
  /// The command line, a parameter or the notebook's text is wrong.
  case usage = 2
  /// A cell failed to run: SQL error, missing or wrong data, time limit.
  case failure = 3
  /// Stopped by Ctrl-C.
  case interrupted = 130

  /// Orders statuses by their number.
  public static func < (left: ExitStatus, right: ExitStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A stable name for a kind of finding: `Q` and three digits.
public enum Code: String, Sendable, CaseIterable {
  // The command line and the file system.
  case badUsage = "Q001"
  case fileNotFound = "Q002"
  case isDirectory = "Q003"
  case unreadableFile = "Q004"
  case cannotWrite = "Q005"
  case nothingToDo = "Q006"
  case unsavedCells = "Q007"

  // The text of a notebook.
  case notUTF8 = "Q101"
  case malformedYAML = "Q102"
  case unknownKey = "Q103"
  case badValue = "Q104"
  case unknownOption = "Q105"
  case strayOutput = "Q106"
  case duplicateLabel = "Q107"
  case badLabel = "Q108"
  case malformedInlineValue = "Q109"
  case conflictMarker = "Q110"
  case nameClash = "Q111"
  case usedAboveItsCell = "Q112"
  case notSupportedYet = "Q113"
  case unknownLabel = "Q114"
  case malformedChart = "Q115"
  case wrongVersion = "Q116"
  case conflictingEdit = "Q117"
  case mistakenCell = "Q118"
  case unusedOption = "Q119"

  // What can be told before a cell runs.
  case undeclaredParameter = "Q201"
  case badParameterValue = "Q202"

  // What keeps a record from holding at the next replay.
  case asksForTheTime = "Q205"
  case asksForChance = "Q206"
  case dependsOnRowOrder = "Q207"

  // Running cells.
  case sqlError = "Q301"
  case refused = "Q302"
  case timeout = "Q303"
  case interrupted = "Q304"
  case expectedFailure = "Q305"
  case chartError = "Q306"
  case inlineValueRows = "Q307"
  case outOfMemory = "Q308"

  // Comparing with the record.
  case outputDiffers = "Q351"
  case inlineValueDiffers = "Q352"
  case assertionFailed = "Q353"
  case noRecord = "Q354"

  // Data packages and data files.
  case missingData = "Q401"
  case wrongHash = "Q402"
  case malformedCSV = "Q403"
  case wrongType = "Q404"
  case constraintViolated = "Q405"
  case malformedPackage = "Q406"
  case dataNotUTF8 = "Q407"
  case outsideProject = "Q408"
  case unsupportedData = "Q409"
  case guessedCSV = "Q410"
  case lossyFormat = "Q420"
  case malformedJSON = "Q421"
  case unusableDatabase = "Q422"
  case exportDiffers = "Q423"

  /// The exit status that an error of this code leads to.
  public var exitStatus: ExitStatus {
    switch rawValue.utf8.dropFirst().first {
    case _ where self == .cannotWrite: .failure
    case _ where Code.differences.contains(self): .difference
    case UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"): .usage
    case _ where self == .exportDiffers: .difference
    case UInt8(ascii: "3") where self == .interrupted: .interrupted
    default: .failure
    }
  }

  private static let differences: Set<Code> = [
    .outputDiffers, .inlineValueDiffers, .assertionFailed, .noRecord, .asksForTheTime,
    .asksForChance, .dependsOnRowOrder,
  ]
}
