import Testing

/// What the built program drags in: start-up time and memory depend on it.
@Suite struct LinkageTests {
  /// Libraries that the loader would map for the program that `swift test`
  /// built, one a line.
  static let libraries: String = {
    let bundle = SourceTree.bytes("/proc/self/cmdline").split(separator: 0)
      .map { String(decoding: $0, as: UTF8.self) }
      .first { $0.hasSuffix(".xctest") }
    guard let bundle, let slash = bundle.lastIndex(of: "/") else { return "" }
    return SourceTree.run("ldd '\(bundle[..<slash])/adit'").output
  }()

  @Test func theProgramWasFound() {
    #expect(Self.libraries.contains("libncursesw.so"), "\(Self.libraries)")
  }

  /// Foundation costs tens of megabytes; libcurl and libcrypto are loaded
  /// after the first paint.
  @Test(arguments: ["libFoundation", "libcurl", "libcrypto", "libicu"])
  func isNotLinked(library: String) {
    #expect(!Self.libraries.contains(library))
  }
}
