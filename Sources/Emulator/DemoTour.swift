/// What the demo says. Deterministic and honest: every reply begins with a
/// label that it comes from no model, and tells what really arrived.
struct DemoTour: Sendable {
  /// What is known of a request besides its prompt.
  struct Facts: Hashable, Sendable {
    var operation: EmulatorOperation
    var identity: RequestIdentity?
    /// Estimated tokens of the whole request.
    var input = 0
  }

  /// First line of every reply.
  static let label = "**Demo, not a model.** This text is built into Adit."
  /// Attempts of one prompt that are throttled.
  static let throttledAttempts = 2
  /// Enough to be read before the stream breaks.
  static let tokensBeforeTrouble = 60
  /// Pace of the slow reply.
  static let slowTokensPerSecond = 6
  /// Chapters of the long reply, unless the prompt has a number.
  static let usualChapters = 12
  /// How far a continuation of the long reply is looked for.
  static let continuableChapters = 60
  /// A chapter is about 1 KB.
  static let maximumChapters = 10_000

  /// How much of a cut answer's end is looked for.
  private static let recognisedBytes = 2000

  /// The prompt that is being throttled, and how often it was.
  private var throttled: (prompt: String, attempts: Int)?

  init() {}

  /// The answer to `prompt`, as a step of a script.
  mutating func answer(_ prompt: Prompt, facts: Facts) -> EmulatorScript.Step {
    // The newest block is what the person wrote; notes of a client about an
    // interruption stand in brackets.
    let blocks = prompt.lastUserTexts
    let text = blocks.last { !($0.hasPrefix("[") && $0.hasSuffix("]")) } ?? blocks.last ?? ""
    let words = Self.words(text)
    // A request to go on may hold any other word as well.
    let asksToGoOn = words.contains("continue") || words.isSuperset(of: ["go", "on", "from"])
    if asksToGoOn, let rest = continuation(prompt) { return rest }
    let topic = Topic.allCases.first { !words.isDisjoint(with: $0.words) }
    switch topic {
    case .throttle:
      if let refusal = throttle(text) { return refusal }
      return step(DemoTexts.throttled, prompt, facts)
    case .error, .cut, .stall, .slow: return troubled(topic, prompt, facts)
    case .thinking:
      return message([
        .thinking(DemoTexts.thinking, signature: ""),
        .text(Self.framed(DemoTexts.thought, prompt, facts)),
      ])
    case .hostile: return step(HostileText.text, prompt, facts)
    case .table: return step(DemoTexts.tables, prompt, facts)
    case .code: return step(DemoTexts.code, prompt, facts)
    case .unicode: return step(DemoTexts.unicode, prompt, facts)
    case .long: return step(Self.long(chapters: Self.number(in: text)), prompt, facts)
    case .tour: return step(DemoTexts.tour, prompt, facts)
    case nil: return step(DemoTexts.menu, prompt, facts)
    }
  }

  /// A stream that goes wrong, or slowly.
  private func troubled(
    _ topic: Topic?, _ prompt: Prompt, _ facts: Facts
  ) -> EmulatorScript.Step {
    var step: EmulatorScript.Step
    switch topic {
    case .error:
      step = self.step(DemoTexts.error, prompt, facts)
      step.faults.exception = EmulatorFaults.Exception(
        token: Self.tokensBeforeTrouble, name: "modelStreamErrorException",
        message: ServiceFailure.usualMessage(named: "ModelStreamErrorException"))
    case .cut:
      step = self.step(DemoTexts.cut, prompt, facts)
      step.faults.omitsTerminator = true
    case .stall:
      step = self.step(DemoTexts.stall, prompt, facts)
      step.faults.stallAfterTokens = Self.tokensBeforeTrouble
    case .slow, .hostile, .throttle, .thinking, .table, .code, .unicode, .long, .tour, nil:
      step = self.step(DemoTexts.slow, prompt, facts)
      step.tokensPerSecond = Self.slowTokensPerSecond
    }
    return step
  }

  /// What a prompt can ask for, by any of its words; the first topic wins.
  private enum Topic: CaseIterable {
    case hostile, throttle, error, cut, stall, slow, thinking, table, code, unicode, long, tour

    var words: Set<String> {
      switch self {
      case .hostile: ["hostile"]
      case .throttle: ["throttle", "throttled", "429"]
      case .error: ["error", "exception"]
      case .cut: ["cut", "eof"]
      case .stall: ["stall", "hang"]
      case .slow: ["slow", "slowly"]
      case .thinking: ["think", "thinking", "thought", "reason", "reasoning"]
      case .table: ["table", "tables"]
      case .code: ["code", "source"]
      case .unicode: ["unicode", "emoji", "cjk"]
      case .long: ["long", "longer", "lot"]
      case .tour: ["tour"]
      }
    }
  }

  private static func words(_ text: String) -> Set<String> {
    // The beginning is enough, and a megabyte was pasted before.
    Set(text.prefix(2000).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  private static func number(in text: String) -> Int? {
    text.prefix(2000).split { !$0.isNumber }.lazy.compactMap { Int($0) }.first
  }

  private mutating func throttle(_ prompt: String) -> EmulatorScript.Step? {
    let attempts = throttled?.prompt == prompt ? throttled?.attempts ?? 0 : 0
    guard attempts < Self.throttledAttempts else {
      throttled = nil
      return nil
    }
    throttled = (prompt, attempts + 1)
    let name = "ThrottlingException"
    return EmulatorScript.Step(
      .failure(
        EmulatorScript.Failure(
          status: 429, name: name, message: ServiceFailure.usualMessage(named: name))))
  }

  private static func long(chapters: Int?) -> String {
    let count = min(maximumChapters, max(1, chapters ?? usualChapters))
    return (1...count).map(DemoTexts.chapter).joined(separator: "\n\n")
  }

  /// Goes on where the last answer ended, if that was one of our texts.
  private func continuation(_ prompt: Prompt) -> EmulatorScript.Step? {
    guard let last = prompt.messages.last(where: { $0.role == .assistant }),
      case .text(let text)? = last.blocks.last, text.hasPrefix(Self.label)
    else { return nil }
    // Without the label; long enough to name its chapter.
    guard let labelEnd = text.firstRange(of: "\n\n") else { return nil }
    let end = Array(text[labelEnd.upperBound...].utf8.suffix(Self.recognisedBytes))
    let whole = Array(Self.long(chapters: Self.continuableChapters).utf8)
    for source in [whole] + DemoTexts.everything.map({ Array($0.utf8) }) {
      guard let place = Self.place(of: end, in: source), place < source.count else { continue }
      let rest = String(decoding: source[place...], as: UTF8.self)
      return message([.text("\(Self.label) Going on where it was cut:\n\n\(rest)")])
    }
    return nil
  }

  /// Where `needle` ends in `bytes`.
  private static func place(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
    guard !needle.isEmpty, bytes.count >= needle.count else { return nil }
    for start in 0...(bytes.count - needle.count)
    where bytes[start] == needle[0] && bytes[start..<start + needle.count].elementsEqual(needle) {
      return start + needle.count
    }
    return nil
  }

  private func step(_ body: String, _ prompt: Prompt, _ facts: Facts) -> EmulatorScript.Step {
    message([.text(Self.framed(body, prompt, facts))])
  }

  private func message(_ blocks: [EmulatorScript.Block]) -> EmulatorScript.Step {
    EmulatorScript.Step(.message(EmulatorScript.Message(blocks)))
  }

  private static func framed(_ body: String, _ prompt: Prompt, _ facts: Facts) -> String {
    "\(label)\n\n\(body)\n\n\(DemoFacts(prompt: prompt, facts: facts).text)\n"
  }
}
