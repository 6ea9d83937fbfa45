import FuzzEntry
import TestSupport
import Testing

/// Seeds and finds of the fuzzers, replayed; a broken law traps.
@Suite struct FuzzCorpusTests {
  @Test(arguments: Fuzz.Target.allCases)
  func corpus(_ target: Fuzz.Target) throws {
    let folder = "\(TestData.packageRoot)/Tests/Fuzz/Corpus/\(target.rawValue)"
    let names = TestData.names(in: folder)
    #expect(names.count > 5)
    for name in names { Fuzz.run(target, try #require(TestData.read("\(folder)/\(name)"))) }
  }
}
