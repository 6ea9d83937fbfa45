import Testing

/// The house has one direction: what a file imports must stand in the list of
/// its target in the manifest.
@Suite struct ImportDirectionTests {
  /// Target name to its list, read from the `library(…)` lines.
  static let allowed: [String: Set<String>] = {
    let manifest = SourceTree.text("Package.swift").replacing("\n", with: " ")
    var lists: [String: Set<String>] = [:]
    for piece in manifest.split(separator: "library(\"").dropFirst() {
      guard let nameEnd = piece.firstIndex(of: "\""), let open = piece.firstIndex(of: "["),
        let close = piece[open...].firstIndex(of: "]")
      else { continue }
      lists[String(piece[..<nameEnd])] = Set(
        piece[open...close].split(separator: "\"").map(String.init).filter {
          $0.first?.isLetter == true
        })
    }
    return lists
  }()

  /// Modules of the system and of the language.
  static let system: Set<String> = ["Glibc", "Synchronization", "Swift"]

  static func imports(of path: String) -> [String] {
    SourceTree.text(path).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), words.count > at + 1,
        words[..<at].allSatisfy({ ["public", "internal", "private", "@testable"].contains($0) })
      else { return nil }
      return String(words[at + 1].split(separator: ".")[0])
    }
  }

  @Test func theManifestNamesTheTargets() {
    #expect(Self.allowed.count >= 9)
    #expect(Self.allowed["Wire"]?.contains("CCrypto") == true)
  }

  @Test(arguments: allowed.keys.sorted())
  func everyImportIsAllowed(target: String) {
    let allowed = Self.allowed[target, default: []].union(Self.system)
    for path in SourceTree.files(below: "Sources/\(target)", suffix: ".swift") {
      for module in Self.imports(of: path) {
        #expect(allowed.contains(module), "\(path) imports \(module)")
      }
    }
  }

  @Test func nobodyImportsFoundation() {
    for path in SourceTree.files(below: "Sources", suffix: ".swift") {
      let foreign = Self.imports(of: path).filter {
        $0.hasPrefix("Foundation") || $0 == "Dispatch" || $0 == "Observation"
      }
      #expect(foreign.isEmpty, "\(path) imports \(foreign)")
    }
  }
}
