import Engine
import TextModel

/// The sentences under an answer: why it ended, what to do, what it cost.
enum TurnEndText {
  /// What is put behind a sentence for whoever sits before the screen stands
  /// two blanks away from it.
  private static let hintMark = "  /"

  /// The sentences for `outcome` as a file holds them, where nobody can type
  /// a command.
  static func sentences(for outcome: TurnOutcome, isEmpty: Bool) -> [String] {
    lines(for: outcome, isEmpty: isEmpty).compactMap { line in
      let text = line.runs.map(\.text).joined()
      let end = text.firstRange(of: hintMark)?.lowerBound ?? text.endIndex
      let kept = text[..<end].drop { $0 == " " }
      return kept.isEmpty || kept.hasSuffix(":") && end < text.endIndex ? nil : String(kept)
    }
  }

  /// The sentences for `outcome`; `isEmpty`: not one block of an answer came.
  static func lines(for outcome: TurnOutcome, isEmpty: Bool) -> [StyledLine] {
    switch outcome {
    case .completed(.endTurn) where isEmpty: [dim("— the model answered nothing —")]
    case .completed(let reason): note(for: reason).map { [dim($0)] } ?? []
    case .interrupted(hasText: true): [dim("— stopped —  /continue to go on")]
    case .interrupted(hasText: false):
      [dim("— stopped before any answer —  the next prompt is sent together with this one")]
    case .failed(let failure, let hasText): lines(for: failure, hasText: hasText)
    case .overBudget(let mark, let hasText):
      [
        dim(
          "— \(BudgetText.stop(at: mark))\(hasText ? "" : " before any answer") —  "
            + BudgetText.remedy(for: mark.scope)
            + (hasText ? ", then /continue goes on" : ", then /continue sends the prompt"))
      ]
    }
  }

  /// Of a turn whose program ended before it did.
  static func cutOff(isEmpty: Bool) -> [StyledLine] {
    [
      dim(
        isEmpty
          ? "— cut off before any answer: the program ended here —  the next prompt is sent"
            + " together with this one"
          : "— cut off: the program ended here —  /continue to go on")
    ]
  }

  /// What a person must know about a stop reason; nothing about the ordinary
  /// one.
  private static func note(for reason: StopReason) -> String? {
    switch reason {
    case .endTurn, .stopSequence, .toolUse: nil
    case .maxTokens: "— cut at the output limit —  /continue to go on"
    case .pauseTurn: "— paused by the service —  /continue to go on"
    case .refusal: "— the model declined to answer —"
    case .contextWindowExceeded: "— the context window is full —  /clear starts anew"
    case .guardrailIntervened: "— stopped by a guardrail of your account —"
    case .malformedOutput: "— the model's output was malformed —  /continue to try on"
    case .other(let word): "— ended: \(word) —"
    }
  }

  private static func lines(for failure: ModelFailure, hasText: Bool) -> [StyledLine] {
    let code: String? =
      switch failure.kind {
      case .service(let status, let code): "\(status) \(code)"
      case .cancelled, .connection, .brokenConnection, .timedOut, .incompleteStream,
        .protocolViolation, .credentials, .invalidRequest:
        nil
      }
    var lines = wrapped("✗ Error: \(failure.message)", TextStyle(.error), indent: 2)
    if let words = failure.serviceMessage, !failure.message.contains(words) {
      lines += wrapped("  the service says: \(words)", TextStyle(.dim), indent: 2)
    }
    let identity = [code, failure.requestID.map { "request id \($0)" }].compactMap { $0 }
    if !identity.isEmpty {
      lines += wrapped("  " + identity.joined(separator: " · "), TextStyle(.dim), indent: 2)
    }
    if let remedy = failure.remedy { lines += RemedyText.lines(of: remedy) }
    if hasText { lines.append(dim("  the answer so far is kept:  /continue to go on")) }
    return lines
  }

  /// Bytes of a text from a service that are shown: a page of it.
  private static let maximumMessageBytes = 4_096

  /// Lines of it: a refused signature is explained in thirty, of which the
  /// first tell all.
  private static let maximumMessageLines = 5

  private static func wrapped(_ text: String, _ style: TextStyle, indent: Int) -> [StyledLine] {
    let shown = String(decoding: text.utf8.prefix(maximumMessageBytes), as: UTF8.self)
    let margin = String(repeating: " ", count: indent)
    var lines = shown.split(separator: "\n")
    if lines.count > maximumMessageLines { lines = lines.prefix(maximumMessageLines) + ["…"] }
    return lines.enumerated().map { index, line in
      StyledLine(
        [StyledRun((index == 0 ? "" : margin) + line, style)],
        continuation: [StyledRun(margin)])
    }
  }

  private static func dim(_ text: String) -> StyledLine { StyledLine(text, TextStyle(.dim)) }

  /// `1,204 tok · $0.0432 · 14 s`.
  static func cost(of item: TranscriptItem) -> String? {
    item.usage.map {
      cost(
        $0, milliseconds: (item.endedAt ?? item.startedAt).milliseconds(since: item.startedAt))
    }
  }

  static func cost(_ usage: UsageReport, milliseconds: Int) -> String {
    let output = NumberText.grouped(usage.turn.output)
    let seconds = milliseconds / 1000
    if UsageText.isEmpty(usage) { return "nothing was billed · \(NumberText.seconds(seconds))" }
    let bound = UsageText.upperBound(usage)
    return [
      UsageText.outputMark(usage) + output + " tok",
      UsageText.turnCost(usage) + (bound.isEmpty ? "" : " " + bound),
      NumberText.seconds(seconds),
    ].joined(separator: " · ")
  }
}
