// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: language mode 6 with all its upcoming
/// features, and no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let shimFlags: [CSetting] = [
  .unsafeFlags(["-Wall", "-Wextra", "-Werror", "-std=gnu11"])
]

/// Relocations in their short form, which only the toolchain's own linker
/// writes: the long form is read whole at the start, and stays in memory.
let packedRelocations = ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"]

/// A Swift library target below `Sources/`; `imports` is the whole list of
/// what it may import (Sources/ARCHITECTURE.md has the picture).
func library(_ name: String, imports: [Target.Dependency], links: [String] = []) -> Target {
  .target(
    name: name, dependencies: imports, swiftSettings: strict,
    linkerSettings: (links + ["m"]).map { .linkedLibrary($0) })
}

/// A C target; `links` are its system libraries, which C code does not link by
/// importing a module.
func shim(_ name: String, imports: [Target.Dependency] = [], links: [String] = []) -> Target {
  .target(
    name: name, dependencies: imports, cSettings: shimFlags,
    linkerSettings: links.map { .linkedLibrary($0) })
}

func tests(_ name: String, of imports: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: imports + ["TestSupport"], path: "Tests/\(name)", exclude: exclude,
    swiftSettings: strict)
}

var targets: [Target] = [
  .systemLibrary(name: "CNcursesw"),
  .systemLibrary(name: "CLibcurl"),
  .systemLibrary(name: "CCmark"),
  .systemLibrary(name: "CZlib"),
  .systemLibrary(name: "CSQLite"),
  .systemLibrary(name: "CPCRE2"),
  shim("CCrypto"),
  shim("CTerminal", imports: ["CNcursesw"], links: ["ncursesw", "tinfo"]),
  shim("CTransport", imports: ["CLibcurl"]),
  shim("CSystem"),

  library("TextModel", imports: []),
  library("Markup", imports: ["TextModel", "CCmark"]),
  // Linked statically: one library less to load at the start.
  library("Pattern", imports: ["CPCRE2"], links: [":libpcre2-8.a"]),
  library("Wire", imports: ["CCrypto", "CZlib"]),
  library("Engine", imports: ["Wire"]),
  library("Bedrock", imports: ["Engine", "Wire"]),
  library("Transport", imports: ["Bedrock", "CTransport"]),
  library("Store", imports: ["Engine", "Wire", "CSQLite"]),
  library("Interface", imports: ["Engine", "TextModel", "Markup", "Pattern", "Wire"]),
  library("Terminal", imports: ["Engine", "Interface", "TextModel", "CTerminal", "CSystem"]),
  library("Emulator", imports: ["Wire", "CSystem"]),
  .executableTarget(
    name: "adit",
    dependencies: [
      "Bedrock", "Emulator", "Engine", "Interface", "Markup", "Pattern", "Store", "Terminal",
      "TextModel",
      "Transport", "Wire", "CSystem",
    ],
    exclude: ["Manual"], swiftSettings: strict,
    linkerSettings: [.unsafeFlags(packedRelocations, .when(configuration: .release))]),

  .target(
    name: "TestSupport", dependencies: ["CSystem"], path: "Tests/Support", swiftSettings: strict),
  tests("TextModelTests", of: ["TextModel"]),
  tests("MarkupTests", of: ["Markup", "TextModel"], exclude: ["Goldens"]),
  tests("PatternTests", of: ["Pattern"]),
  tests("WireTests", of: ["Wire"], exclude: ["Vectors"]),
  tests("EngineTests", of: ["Engine", "Wire"]),
  .target(
    name: "FuzzEntry", dependencies: ["Bedrock", "Engine", "Wire"], path: "Tests/Fuzz/Entry",
    swiftSettings: strict),
  tests("BedrockTests", of: ["Bedrock", "Engine", "FuzzEntry", "Wire"]),
  tests("TransportTests", of: ["Transport", "Bedrock", "CSystem"]),
  tests(
    "InterfaceTests", of: ["Interface", "Engine", "TextModel", "Markup", "Pattern", "Wire"],
    exclude: ["Goldens"]),
  tests("TerminalTests", of: ["Terminal", "Engine", "Interface", "TextModel", "CSystem"]),
  tests("StoreTests", of: ["Store", "Engine", "Wire", "CSQLite", "CSystem"]),
  tests("EmulatorTests", of: ["Emulator", "Wire"]),
  tests("AditTests", of: ["adit", "Engine", "Interface", "Bedrock", "Store", "Wire", "TextModel"]),
  tests("EndToEndTests", of: ["Emulator", "adit", "Wire"]),
  tests(
    "ServiceTests",
    of: ["adit", "Bedrock", "Emulator", "Engine", "FuzzEntry", "Transport", "Wire", "CSystem"]),
  tests("BuildTests", of: []),

  .executableTarget(
    name: "bench-curses-floor", dependencies: ["CNcursesw"], path: "Tests/Benchmarks/CursesFloor",
    cSettings: shimFlags, linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
  .executableTarget(
    name: "adit-bench",
    dependencies: ["TestSupport", "CSystem", "CSQLite", "CZlib", "Engine", "Store", "Wire"],
    path: "Tests/Benchmarks/Bench", swiftSettings: strict),
]

/// The fuzzers (`scripts/fuzz`): programs without a `main` of their own.
if Context.environment["ADIT_FUZZ"] == "1" {
  for name in ["EventStream", "ServerSentEvents", "JSON", "Converse"] {
    targets.append(
      .executableTarget(
        name: "Fuzz\(name)", dependencies: ["FuzzEntry"], path: "Tests/Fuzz/\(name)",
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
  }
}

let package = Package(
  name: "adit",
  products: [.executable(name: "adit", targets: ["adit"])],
  targets: targets
)
