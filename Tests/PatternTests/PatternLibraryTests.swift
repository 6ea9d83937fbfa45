import Pattern
import Testing

@Suite struct PatternLibraryTests {
  @Test func namesItself() {
    #expect(PatternLibrary.version.hasPrefix("10."))
  }
}
