import Testing

@testable import adit

@Suite struct OutputKeeperTests {
  @Test func keepsBeginningAndEnd() {
    var keeper = OutputKeeper()
    var head: [UInt8] = []
    let line = Array("a line of some output\n".utf8)
    let count = 200_000
    for _ in 0..<count { head += keeper.take(line) }
    head += keeper.take(Array("the very last".utf8))
    let tail = keeper.finish()
    #expect(head.count == OutputKeeper.headBytes)
    #expect(tail.utf8.count <= OutputKeeper.tailBytes)
    #expect(tail.hasPrefix("a line"))
    #expect(tail.hasSuffix("the very last"))
    #expect(keeper.lineCount == count)
    let whole = count * line.count + "the very last".utf8.count
    #expect(head.count + keeper.leftOutBytes + tail.utf8.count == whole)
  }

  @Test func littleIsAllBeginning() {
    var keeper = OutputKeeper()
    #expect(keeper.take(Array("x\n".utf8)) == Array("x\n".utf8))
    #expect(!keeper.hasTail)
  }
}
