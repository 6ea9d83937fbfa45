import Bedrock
import Engine
import FuzzEntry
import TestSupport
import Testing
import Wire

/// All recorded traffic; skipped without `ADIT_TEST_DATA`.
@Suite(.enabled(if: TestData.isAvailable, "set ADIT_TEST_DATA"))
struct CaptureTests {
  /// One recording is of the Responses API, which is not spoken here.
  static let streams = (Capture.answers(.bin) + Capture.answers(.sse))
    .filter { $0.operation != "responses" }

  @Test func theRecordingsAreThere() {
    #expect(Capture.answers(.bin).count == 100)
    #expect(Capture.answers(.sse).count == 57)
    #expect(Capture.answers(.json).count > 100)
  }

  /// Streams of other vendors' models in their native form are refused with
  /// advice; every other stream is a complete answer.
  @Test(arguments: streams)
  func isACompleteAnswer(_ capture: Capture) throws {
    let outcome = StreamOutcome(capture.decoder, feeding: capture.bytes)
    let trees = try capture.trees()
    if capture.operation == "invoke-with-response-stream",
      trees.allSatisfy({ $0["type"] == nil && $0["completion"] == nil })
    {
      #expect(outcome.failure?.kind == .protocolViolation && outcome.events.isEmpty)
      return
    }
    #expect(outcome.failure == nil)
    #expect(Self.text(in: trees) == outcome.text)
    #expect(try Self.billed(in: trees) == Self.counts(outcome.events.usage))
    #expect(outcome.isWellFormed)
  }

  /// By the byte, the copy made at each byte says that the stream would be
  /// incomplete there, until everything has been said.
  @Test(arguments: streams)
  func anySplitGivesTheSameAndNoCutIsASuccess(_ capture: Capture) {
    let bytes = capture.bytes
    let whole = StreamOutcome(capture.decoder, feeding: bytes)
    var decoder = capture.decoder
    var events: [ModelEvent] = []
    var failure: ModelFailure?
    do throws(ModelFailure) {
      for (index, byte) in bytes.enumerated() {
        events += try decoder.feed([byte])
        var cut = decoder
        let cutFailure = Self.failure(finishing: &cut)
        let isExpected =
          if whole.failure != nil {
            cutFailure != nil
          } else {
            cutFailure.map { $0.kind == .incompleteStream }
              ?? (events.joiningDeltas == whole.events)
          }
        #expect(isExpected, "cut behind byte \(index) of \(bytes.count)")
      }
      try decoder.finish()
    } catch {
      failure = error
    }
    #expect(events.joiningDeltas == whole.events)
    #expect(failure == whole.failure)
    let seed = SeededGenerator.testSeed
    var generator = SeededGenerator(seed: seed)
    let random = StreamOutcome(
      capture.decoder, feeding: bytes.randomSplit(using: &generator))
    #expect(random == whole, "seed \(seed)")
  }

  @Test(arguments: Capture.answers(.json))
  func wholeBodiesGiveTheSameSequence(_ capture: Capture) throws {
    let body = try JSONValue(parsing: capture.bytes)
    if let content = body["output"]?["message"]?["content"]?.array {
      let events = try ResponseBodyDecoding.converse(capture.bytes)
      let texts = content.flatMap { [$0] + ($0["citationsContent"]?["content"]?.array ?? []) }
      #expect(events.text == texts.compactMap { $0["text"]?.string }.joined())
      #expect(Self.counts(events.usage) == Self.converseCounts(body["usage"]))
    } else if let content = body["content"]?.array {
      let events = try ResponseBodyDecoding.native(capture.bytes)
      let texts = content.filter { $0["type"]?.string == "text" }
      #expect(events.text == texts.compactMap { $0["text"]?.string }.joined())
    } else if let text = body["completion"]?.string {
      #expect(try ResponseBodyDecoding.native(capture.bytes).text == text)
    } else {
      #expect(throws: ModelFailure.self) { try ResponseBodyDecoding.native(capture.bytes) }
      #expect(throws: ModelFailure.self) { try ResponseBodyDecoding.converse(capture.bytes) }
    }
  }

  private static func failure(finishing decoder: inout any StreamDecoding) -> ModelFailure? {
    do throws(ModelFailure) {
      try decoder.finish()
      return nil
    } catch {
      return error
    }
  }

  private static func text(in trees: [JSONValue]) -> String {
    trees.compactMap {
      $0["delta"]?["text"]?.string ?? $0["content_block"]?["text"]?.string
        ?? $0["completion"]?.string
    }.joined()
  }

  /// Input and output as the last event that tells them says.
  private static func billed(in trees: [JSONValue]) throws -> [Int?] {
    if let metadata = trees.last(where: { $0["metrics"] != nil }) {
      return converseCounts(metadata["usage"])
    }
    if let metrics = trees.compactMap({ $0["amazon-bedrock-invocationMetrics"] }).last {
      return [metrics["inputTokenCount"]?.int, metrics["outputTokenCount"]?.int]
    }
    let usages = trees.compactMap { $0["usage"] ?? $0["message"]?["usage"] }
    return [
      usages.compactMap { $0["input_tokens"]?.int }.last,
      usages.compactMap { $0["output_tokens"]?.int }.last,
    ]
  }

  private static func converseCounts(_ usage: JSONValue?) -> [Int?] {
    [usage?["inputTokens"]?.int, usage?["outputTokens"]?.int]
  }

  private static func counts(_ usage: UsageUpdate) -> [Int?] { [usage.input, usage.output] }
}
