import Synchronization
import Testing

@testable import Bedrock

@Suite struct ServiceMemoryTests {
  private static let key = LearnedFacts.Key(
    origin: "https://h", region: "eu-west-1", modelID: "m")

  private final class Storage: LearnedFactsStorage {
    private let state: Mutex<(bytes: [UInt8]?, loads: Int, saves: Int)>
    init(_ bytes: [UInt8]? = nil) { state = Mutex((bytes, 0, 0)) }
    var loads: Int { state.withLock { $0.loads } }
    var saves: Int { state.withLock { $0.saves } }
    func load() -> [UInt8]? {
      state.withLock { state in
        state.loads += 1
        return state.bytes
      }
    }
    func save(_ bytes: [UInt8]) {
      state.withLock { state in
        state.bytes = bytes
        state.saves += 1
      }
    }
  }

  private static var lasting: RequestAdjustments {
    var adjustments = RequestAdjustments()
    adjustments.modelID = "eu.m"
    return adjustments
  }

  @Test func readsOnceAndWritesWhatIsNew() {
    let storage = Storage()
    let memory = ServiceMemory(storage: storage, unixSeconds: { 1_000 })
    #expect(memory.adjustments(for: Self.key).isEmpty)
    #expect(memory.adjustments(for: Self.key).isEmpty)
    #expect(storage.loads == 1)
    memory.learn(Self.lasting, for: Self.key)
    memory.learn(Self.lasting, for: Self.key)
    #expect(storage.saves == 1)
    let next = ServiceMemory(storage: storage, unixSeconds: { 1_001 })
    #expect(next.adjustments(for: Self.key) == Self.lasting)
  }

  /// What belongs to one conversation is known, and not written.
  @Test func whatPassesIsNotWritten() {
    let storage = Storage()
    let memory = ServiceMemory(storage: storage, unixSeconds: { 1_000 })
    var passing = RequestAdjustments()
    passing.refusedThinking = ["signature"]
    memory.learn(passing, for: Self.key)
    #expect(memory.adjustments(for: Self.key) == passing)
    #expect(storage.saves == 0)
  }

  @Test func whatIsForgottenIsWrittenToo() {
    let storage = Storage()
    let memory = ServiceMemory(storage: storage, unixSeconds: { 1_000 })
    memory.learn(Self.lasting, for: Self.key)
    memory.learn(RequestAdjustments(), for: Self.key)
    let next = ServiceMemory(storage: storage, unixSeconds: { 1_001 })
    #expect(next.adjustments(for: Self.key).isEmpty)
    #expect(storage.saves == 2)
  }

  @Test func learnsBeforeItHasRead() {
    let old = Storage()
    ServiceMemory(storage: old, unixSeconds: { 1_000 }).learn(Self.lasting, for: Self.key)
    let memory = ServiceMemory(storage: old, unixSeconds: { 1_001 })
    let other = LearnedFacts.Key(origin: "https://h", region: "eu-west-1", modelID: "n")
    memory.learn(Self.lasting, for: other)
    #expect(memory.adjustments(for: Self.key) == Self.lasting)
    #expect(memory.adjustments(for: other) == Self.lasting)
  }

  @Test func theServicesClockCounts() {
    let memory = ServiceMemory(unixSeconds: { 1_000 })
    #expect(memory.unixSeconds == 1_000)
    #expect(memory.setClock(serviceSeconds: 400) == -600)
    #expect(memory.clockOffsetSeconds == -600)
    #expect(memory.unixSeconds == 400)
  }
}
