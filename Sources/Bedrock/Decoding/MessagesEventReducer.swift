internal import Engine
internal import Wire

/// One event of the Messages API after the other to model events, whatever
/// framing brought them (bedrock-wire 1.13). Unknown events, deltas and
/// members are read over.
struct MessagesEventReducer: Sendable {
  /// `message_stop` has been seen.
  private(set) var isComplete = false
  /// Events were seen, but none of the Messages API: another vendor's stream.
  var isForeign: Bool { sawForeignEvent && !hasStarted }

  private var hasStarted = false
  private var sawForeignEvent = false
  private var blocks = OpenBlocks()

  private static let what = "an event"

  /// Reads one event: a plain delta at a glance, anything else as a tree.
  mutating func read(
    _ json: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if let delta = BlockDelta(messages: json.span) {
      guard !isComplete else { return }
      startIfNeeded(into: &events)
      try blocks.append(delta, into: &events)
      return
    }
    let event = try Self.tree(json)
    guard event.object != nil else {
      throw StreamFault.violation("\(Self.what) is not an object")
    }
    let type = event["type"]?.string
    // Behind the terminator only what makes the answer invalid counts.
    if isComplete, type != "message_start", type != "error" { return }
    try read(event, type: type, into: &events)
  }

  private mutating func read(
    _ event: JSONValue, type: String?, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    let index = event["index"]?.int ?? 0
    switch type {
    case "content_block_delta"? where event["delta"] != nil:
      startIfNeeded(into: &events)
      try readDelta(event["delta"], at: index, into: &events)
    case "message_start"?: try start(event["message"], into: &events)
    case "content_block_start"?:
      startIfNeeded(into: &events)
      try startBlock(event["content_block"], at: index, into: &events)
    case "content_block_stop"?: blocks.stop(index, into: &events)
    case "message_delta"?:
      startIfNeeded(into: &events)
      let delta = event["delta"]
      events.append(
        .messageDelta(
          stopReason: delta?["stop_reason"]?.string.map(StopReason.init(word:)),
          stopSequence: delta?["stop_sequence"]?.string,
          usage: UsageUpdate(native: event["usage"])))
    case "message_stop"?:
      stop(usage: UsageUpdate(invocationMetrics: event[Self.metricsName]), into: &events)
    case "ping"?: events.append(.ping)
    case "error"?: throw StreamFault.messagesError(event)
    default:
      if event["completion"] != nil {
        try readCompletion(event, into: &events)
      } else if type == nil {
        sawForeignEvent = true
      }
    }
  }

  private static let metricsName = "amazon-bedrock-invocationMetrics"

  private mutating func start(
    _ message: JSONValue?, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard !hasStarted else { throw StreamFault.violation("a second message begins") }
    hasStarted = true
    events.append(
      .messageStart(
        id: message?["id"]?.string, model: message?["model"]?.string,
        usage: UsageUpdate(native: message?["usage"])))
  }

  /// Keeps the order of events where a service leaves out the first one.
  private mutating func startIfNeeded(into events: inout [ModelEvent]) {
    guard !hasStarted else { return }
    hasStarted = true
    events.append(.messageStart(id: nil, model: nil, usage: .none))
  }

  private mutating func stop(usage: UsageUpdate, into events: inout [ModelEvent]) {
    guard !isComplete else { return }
    isComplete = true
    startIfNeeded(into: &events)
    blocks.stopAll(into: &events)
    events.append(.messageStop(usage: usage))
  }

  private mutating func startBlock(
    _ block: JSONValue?, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard let block, let object = block.object else {
      throw StreamFault.violation("a block begins without saying which")
    }
    switch block["type"]?.string {
    case "text":
      let initial = block["text"]?.string ?? ""
      try blocks.start(.text, at: index, as: .text(initial: initial), into: &events)
      for citation in block["citations"]?.array ?? [] {
        try blocks.citation(citation, at: index, into: &events)
      }
    case "thinking":
      try blocks.startThinking(object, at: index, into: &events)
    case "redacted_thinking":
      try blocks.start(
        .redacted(data: block["data"]?.string ?? ""), at: index, as: nil, into: &events)
    case "tool_use":
      try blocks.start(
        .toolUse(input: Self.initialInput(of: block)), at: index,
        as: .toolUse(id: block["id"]?.string ?? "", name: block["name"]?.string ?? ""),
        into: &events)
    default: try blocks.start(.held(object, input: ""), at: index, as: nil, into: &events)
    }
  }

  /// The input that a gateway put into the start of a tool call; Claude leaves
  /// it empty there and sends deltas.
  private static func initialInput(of block: JSONValue) -> String {
    guard let input = block["input"], input.object?.members.isEmpty == false else { return "" }
    return String(decoding: input.serialized(), as: UTF8.self)
  }

  private mutating func readDelta(
    _ delta: JSONValue?, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard let delta = delta?.object else {
      throw StreamFault.violation("a delta is not an object")
    }
    switch delta["type"]?.string {
    case "text_delta"?: try blocks.text(delta["text"]?.string ?? "", at: index, into: &events)
    case "thinking_delta"?:
      try blocks.thinking(delta["thinking"]?.string ?? "", at: index, into: &events)
    case "signature_delta"?:
      try blocks.signature(delta["signature"]?.string ?? "", at: index, into: &events)
    case "input_json_delta"?:
      try blocks.toolInput(delta["partial_json"]?.string ?? "", at: index, into: &events)
    case "citations_delta"?:
      if let citation = delta["citation"] {
        try blocks.citation(citation, at: index, into: &events)
      }
    case "compaction_delta"?:
      if case .held(var object, let input)? = blocks[index] {
        object["content"] = delta["content"]
        blocks.update(.held(object, input: input), at: index)
      }
    default: break
    }
  }

  /// The old text completion API of Claude 2: `completion` chunks, the last
  /// one with a stop reason.
  private mutating func readCompletion(
    _ event: JSONValue, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    startIfNeeded(into: &events)
    try blocks.text(event["completion"]?.string ?? "", at: 0, into: &events)
    guard let word = event["stop_reason"]?.string else { return }
    blocks.stopAll(into: &events)
    // The turn mark is the stop sequence that ends every ordinary answer.
    let isTurnMark = event["stop"]?.string == "\n\nHuman:"
    events.append(
      .messageDelta(
        stopReason: isTurnMark ? .endTurn : StopReason(word: word),
        stopSequence: isTurnMark ? nil : event["stop"]?.string, usage: .none))
    stop(usage: UsageUpdate(invocationMetrics: event[Self.metricsName]), into: &events)
  }

  private static func tree(_ json: ArraySlice<UInt8>) throws(ModelFailure) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: json)
    } catch {
      throw StreamFault.violation(error, in: what)
    }
  }
}
