import Engine
import TestSupport
import Wire

/// Makes session events of every kind with every member, by chance.
struct SessionEventGenerator {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func event() -> SessionEvent {
    switch number(0...11) {
    case 0: .turnBegan(opening())
    case 1...4: .answer(turn(), (0..<number(0...6)).map { _ in piece() })
    case 5: .answerReset(turn())
    case 6: .request(entry())
    case 7: .turnEnded(turn(), closing())
    case 9: .commandRan(command())
    case 10: .outputsDropped
    case 8: flip() ? .notice(optional { $0.turn() }, text()) : .titled(text())
    default: .headMoved(optional { $0.turn() })
    }
  }

  private mutating func command() -> CommandRecord {
    let ending: CommandRecord.Ending =
      switch number(0...2) {
      case 0: .exit(number(0...255))
      case 1: .signal(number(1...64))
      default: .stopped
      }
    return CommandRecord(
      command: text(), ending: ending, output: text(), lineCount: number(0...99),
      milliseconds: number(0...99_999), behind: optional { $0.turn() })
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func flip() -> Bool { Bool.random(using: &generator) }

  private mutating func optional<Value>(
    _ make: (inout SessionEventGenerator) -> Value
  ) -> Value? {
    flip() ? make(&self) : nil
  }

  private mutating func turn() -> TurnID { TurnID(number(1...1000)) }

  private mutating func text() -> String {
    let parts = [
      "", "word ", "\u{0}\u{1B}[31m", "\"quoted\\", "\n", "日本語", "👩‍👩‍👧", "e\u{301}", "\u{2028}",
      "```swift\n", "<script>", "\u{FEFF}", "\r\n",
    ]
    return (0..<number(0...4)).map { _ in parts[number(0...parts.count - 1)] }.joined()
  }

  private mutating func choice<Value>(_ values: [Value]) -> Value {
    values[number(0...values.count - 1)]
  }

  private mutating func opening() -> TurnOpening {
    TurnOpening(
      id: turn(), parent: optional { $0.turn() }, prompt: optional { $0.text() },
      modelKey: text(), modelName: text(), api: choice(ModelAPI.allCases),
      task: optional { $0.text() }, effort: optional { $0.text() },
      temperature: optional { Double($0.number(0...1000)) / 1000 }, maxTokens: number(1...200_000),
      comparedWith: optional { $0.turn() })
  }

  private mutating func piece() -> AnswerPiece {
    AnswerPiece(milliseconds: number(0...10_000_000), event: modelEvent())
  }

  private mutating func modelEvent() -> ModelEvent {
    let index = number(0...20)
    switch number(0...12) {
    case 0:
      return .messageStart(id: optional { $0.text() }, model: optional { $0.text() }, usage: told())
    case 1: return .blockStart(index: index, blockStart())
    case 2, 3: return .textDelta(index: index, text())
    case 4: return .thinkingDelta(index: index, text())
    case 5: return .thinkingForm(index: index, ["type": "thinking", "extra": .string(text())])
    case 6: return .signatureDelta(index: index, text())
    case 7: return .toolInputDelta(index: index, text())
    case 8: return .citation(index: index, ["cited": .string(text()), "at": [1, true, .null]])
    case 9: return .blockStop(index: index)
    case 10:
      let word = choice(["end_turn", "max_tokens", "refusal", "a new word"])
      return .messageDelta(
        stopReason: optional { _ in StopReason(word: word) },
        stopSequence: optional { $0.text() }, usage: told())
    case 11: return .messageStop(usage: told())
    default: return .ping
    }
  }

  private mutating func blockStart() -> BlockStart {
    switch number(0...4) {
    case 0: .text(initial: text())
    case 1: .thinking
    case 2: .redactedThinking(data: text())
    case 3: .toolUse(id: text(), name: text())
    default: .opaque(["type": .string(text())])
    }
  }

  private mutating func told() -> UsageUpdate {
    UsageUpdate(
      input: optional { $0.count() }, cacheWrite5m: optional { $0.count() },
      cacheWrite1h: optional { $0.count() }, cacheWriteTotal: optional { $0.count() },
      cacheRead: optional { $0.count() }, output: optional { $0.count() })
  }

  private mutating func count() -> Int { number(0...1_000_000) }

  private mutating func usage() -> TokenUsage {
    TokenUsage(
      input: count(), cacheWrite5m: count(), cacheWrite1h: count(), cacheRead: count(),
      output: count())
  }

  private mutating func amount() -> NanoDollars {
    NanoDollars(Int64.random(in: 0...Int64.max, using: &generator))
  }

  private mutating func entry() -> LedgerEntry {
    var entry = LedgerEntry(
      turn: turn(), attempt: number(1...9), status: choice(LedgerEntry.Status.allCases),
      modelKey: text(), modelID: text(), api: choice(ModelAPI.allCases), isStreaming: flip(),
      task: optional { $0.text() })
    entry.isLowerBound = flip()
    entry.usage = usage()
    entry.cost = optional { $0.amount() }
    entry.upperBound = optional { $0.amount() }
    entry.price = optional { generator in
      LedgerPrice(
        prices: TokenPrices(
          input: generator.amount().count, output: generator.amount().count,
          cacheWrite5m: generator.optional { $0.amount().count },
          cacheWrite1h: generator.optional { $0.amount().count },
          cacheRead: generator.optional { $0.amount().count }),
        isLongPrompt: generator.flip(), profilePrefix: generator.optional { $0.text() },
        permille: Int64(generator.number(1000...1200)), date: "2026-01-31")
    }
    entry.requestID = optional { $0.text() }
    entry.firstTokenMilliseconds = optional { $0.count() }
    entry.durationMilliseconds = optional { $0.count() }
    entry.tokensPerSecondTenths = optional { $0.count() }
    entry.failure = optional { $0.text() }
    return entry
  }

  private mutating func closing() -> TurnClosing {
    TurnClosing(outcome: outcome(), usage: report(), isLeftOut: flip())
  }

  private mutating func outcome() -> TurnOutcome {
    switch number(0...3) {
    case 0: .completed(StopReason(word: choice(["end_turn", "tool_use", "novelty"])))
    case 1: .interrupted(hasText: flip())
    case 2: .failed(failure(), hasText: flip())
    default:
      .overBudget(
        BudgetMark(
          scope: choice(BudgetScope.allCases), percent: 100, spent: amount(), limit: amount()),
        hasText: flip())
    }
  }

  private mutating func failure() -> ModelFailure {
    ModelFailure(
      kind: choice([
        .cancelled, .connection, .timedOut, .service(status: 429, code: text()),
        .incompleteStream, .protocolViolation, .credentials, .invalidRequest,
        .brokenConnection,
      ]),
      retry: choice([
        .throttled, .transient, .few(tries: 2), .never,
        .repaired(
          Repair(
            id: text(), notice: optional { $0.text() }, maxTokens: optional { $0.count() })),
      ]),
      message: text(), remedy: optional { $0.text() }, serviceMessage: optional { $0.text() },
      requestID: optional { $0.text() }, retryAfterMilliseconds: optional { $0.count() },
      retryAfterLeewayMilliseconds: optional { $0.count() }, leavesOutPrompt: flip())
  }

  private mutating func report() -> UsageReport {
    var report = UsageReport(
      turn: usage(), inputIsFinal: flip(), outputIsFinal: flip(), isLowerBound: flip(),
      turnCost: optional { $0.amount() }, sessionCost: amount(), sessionIsLowerBound: flip(),
      sessionHasUnknownPrices: flip(), sessionTokens: usage(), contextTokens: count(),
      contextWindow: count(), tokensPerSecondTenths: optional { $0.count() })
    report.turnUpperBound = optional { $0.amount() }
    return report
  }
}
