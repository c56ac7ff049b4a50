// swift-tools-version: 6.2
// Quire: one module per arrow of the line (Documentation/Architecture.md); imports point only down.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let cSettings: [CSetting] = [.treatAllWarnings(as: .error)]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A module of the line: Swift sources under `Sources/NAME`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The unit tests of a module: `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "quire",
  products: [.executable(name: "quire", targets: ["quire"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    // C libraries, as module maps and the few shims that Swift needs.
    .target(name: "CSQLite", cSettings: cSettings, linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CReadline", cSettings: cSettings, linkerSettings: [.linkedLibrary("readline")]),
    .systemLibrary(name: "CUTF8Proc"),
    .systemLibrary(name: "CMarkGFM"),
    .systemLibrary(name: "CYAML"),
    .systemLibrary(name: "CNettle"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CCSV", cSettings: cSettings),
    .target(name: "CMapping", cSettings: cSettings),

    // Level 0: what everything else speaks in.
    module("Diagnostics"),
    module("Tabular"),
    module("Files", [systemPackage]),
    module("Digest", ["CNettle"]),
    module("YAML", ["CYAML"]),
    module("Notebook", ["CMarkGFM", "Diagnostics", "YAML"]),

    // Level 1: the engine, the data, the drawings.
    module("Engine", ["CSQLite", "Diagnostics", "Tabular"]),
    module(
      "Datasets",
      ["CCSV", "CZlib", "Diagnostics", "Digest", "Files", "Tabular", "YAML", systemPackage]),
    module("Render", ["CUTF8Proc", "Diagnostics", "Digest", "Tabular"]),

    // Levels 2 to 4: plan, run, write.
    module("Plan", ["Diagnostics", "Notebook", "Render"]),
    module(
      "Runner",
      [
        "Datasets", "Diagnostics", "Digest", "Engine", "Files", "Notebook", "Plan", "Render",
        "Tabular", "YAML", systemPackage,
      ]),
    module(
      "Output",
      [
        "Datasets", "Diagnostics", "Engine", "Notebook", "Render", "Runner", "Tabular", "YAML",
      ]),

    // Level 5: the program, and the prompt it edits statements at.
    module("LineEditing", ["CReadline", systemPackage]),
    .executableTarget(
      name: "quire",
      dependencies: [
        "CMapping", "Datasets", "Diagnostics", "Engine", "Files", "LineEditing", "Notebook",
        "Output", "Plan",
        "Render",
        "Runner",
        "Tabular", argumentParser, systemPackage,
      ],
      swiftSettings: settings),

    // Tests, one target per module.
    tests("Diagnostics"),
    tests("Tabular"),
    tests("Digest"),
    tests("Files", [systemPackage]),
    tests("YAML"),
    tests("Notebook", ["Diagnostics", "YAML"]),
    tests("Engine", ["Tabular"]),
    tests("Datasets", ["Diagnostics", "Files", "Tabular", systemPackage]),
    tests("Render", ["Tabular"]),
    .testTarget(
      name: "REPLTests", dependencies: ["PseudoTerminal", "quire"], exclude: ["Acceptance.md"],
      swiftSettings: settings),
    tests("LineEditing", ["LineEditorProbe", "PseudoTerminal", systemPackage]),

    tests("Plan", ["Diagnostics", "Notebook"]),
    tests(
      "Runner",
      ["Diagnostics", "Engine", "Files", "Notebook", "Plan", "Tabular", systemPackage]),
    tests(
      "Output",
      [
        "CMarkGFM", "Datasets", "Diagnostics", "Files", "Notebook", "Render", "Runner", "Tabular",
        systemPackage,
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["quire", "Notebook", "Output"],
      exclude: ["Acceptance.md", "Cases", "Schemas"],
      swiftSettings: settings),
    .testTarget(
      name: "DocumentationTests", dependencies: ["Diagnostics", "quire"], swiftSettings: settings),

    // Programs and libraries that only tests use.
    .executableTarget(
      name: "Benchmarks", dependencies: ["Engine", "PseudoTerminal", "Tabular"],
      path: "Tests/Benchmarks",
      swiftSettings: settings),
    .target(
      name: "PseudoTerminal", path: "Tests/Support/PseudoTerminal", swiftSettings: settings),
    .executableTarget(
      name: "LineEditorProbe", dependencies: ["LineEditing", systemPackage],
      path: "Tests/LineEditorProbe",
      swiftSettings: settings),
  ]
)
