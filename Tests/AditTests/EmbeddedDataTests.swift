import TestSupport
import Testing

@testable import adit

/// The embedded copies against the files of `config/` and `themes/`.
@Suite struct EmbeddedDataTests {
  @Test(arguments: [("config", BuiltInData.config), ("themes", BuiltInData.themes)])
  func embeddedCopyEqualsTheFiles(folder: String, embedded: [BuiltInData.File]) {
    let path = "\(TestData.packageRoot)/\(folder)"
    let names = TestData.names(in: path).filter { $0.hasSuffix(".json") || $0.hasSuffix(".yaml") }
    #expect(embedded.map { "\($0.name)" } == names, "run scripts/embed")
    for file in embedded {
      #expect(
        file.bytes == TestData.read("\(path)/\(file.name)"),
        "run scripts/embed: \(file.name) differs")
    }
  }
}
