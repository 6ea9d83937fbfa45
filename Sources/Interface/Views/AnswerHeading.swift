import Engine
import TextModel

/// What stands above one of two answers: who writes it, what it is doing, and
/// its own counters; in fewer and shorter words the narrower it is.
struct AnswerHeading {
  private let name: String
  private let phase: String
  private let seconds: String
  private var input = ""
  private var output = ""
  private var shortOutput = ""
  private var rate = ""
  private var shortRate = ""
  private var cost = ""
  private var shortCost = ""

  init(_ side: Comparison.Side, of comparison: Comparison, in state: AppState, now: MonotonicTime) {
    let answer = comparison[side]
    let lane = state[side]
    let item = state.transcript.answerIndex(of: answer.turn).map { state.transcript.items[$0] }
    name = "\(comparison.focus == side ? "▸" : " ")\(side.number) \(answer.name)"
    phase = lane.turn.map { Self.word(for: $0, now: now) } ?? Self.word(for: item?.outcome)
    let start = item?.startedAt ?? now
    seconds = NumberText.shortSeconds((item?.endedAt ?? now).milliseconds(since: start) / 1000)
    guard let usage = lane.meter.shown else { return }
    let turn = usage.turn
    if turn.prompt > 0 {
      input = "↑\(UsageText.inputMark(usage))\(NumberText.compact(turn.prompt))"
    }
    output = "↓\(UsageText.outputMark(usage))\(NumberText.grouped(turn.output))"
    shortOutput = "↓\(NumberText.compact(turn.output))"
    if let tenths = usage.tokensPerSecondTenths {
      rate = "\((tenths + 5) / 10) tok/s"
      shortRate = "\((tenths + 5) / 10)/s"
    }
    cost = UsageText.turnCost(usage)
    shortCost = UsageText.turnCost(usage, inCents: true)
  }

  /// One row of at most `width` columns.
  func row(fitting width: Int) -> String {
    let forms = [
      [name, phase, seconds, input, output, rate, cost],
      [name, phase, seconds, output, rate, cost],
      [name, phase, seconds, output, shortRate, cost],
      [name, phase, seconds, shortOutput, shortRate, shortCost],
      [name, phase, shortOutput, shortRate, shortCost],
      [name, shortOutput, shortRate, shortCost], [name, shortOutput, shortCost],
      [name, shortCost],
    ].map(Self.joined)
    return forms.first { TextLayout.width(of: $0) <= width }
      ?? TextLayout.truncated(name, to: width)
  }

  /// The same in two rows, where one has not room for everything; `nil`: one
  /// has.
  func twoRows(fitting width: Int) -> [String]? {
    let whole = Self.joined([name, phase, seconds, input, output, rate, cost])
    guard TextLayout.width(of: whole) > width else { return nil }
    let counters = [
      ["  " + output, input, rate, cost], ["  " + output, rate, cost],
      ["  " + shortOutput, shortRate, shortCost],
    ].map(Self.joined)
    return [
      TextLayout.truncated(Self.joined([name, phase, seconds]), to: width),
      counters.first { TextLayout.width(of: $0) <= width }
        ?? TextLayout.truncated(counters.last ?? "", to: width),
    ]
  }

  private static func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func word(for turn: RunningTurn, now: MonotonicTime) -> String {
    if turn.isStopping { return "stopping" }
    switch turn.phase {
    case .connecting: return "connecting"
    case .waiting: return "waiting"
    case .thinking: return "thinking"
    case .writing: return "writing"
    case .callingTool: return "tool call"
    case .limited(let until, _): return "limit \(remaining(to: until, now))"
    case .retrying(let attempt, let of, let until, _):
      return "retry \(attempt)/\(of) in \(remaining(to: until, now))"
    }
  }

  private static func remaining(to moment: MonotonicTime, _ now: MonotonicTime) -> String {
    NumberText.shortSeconds(max(0, moment.milliseconds(since: now) + 999) / 1000)
  }

  private static func word(for outcome: TurnOutcome?) -> String {
    switch outcome {
    case .completed(.endTurn), .completed(.stopSequence), .completed(.toolUse): "done"
    case .completed(.refusal): "declined"
    case .completed: "cut"
    case .interrupted: "stopped"
    case .failed: "failed"
    case .overBudget: "over budget"
    case nil: ""
    }
  }
}
