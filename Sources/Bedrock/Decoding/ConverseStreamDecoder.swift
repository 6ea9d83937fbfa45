public import Engine
internal import Wire

/// The body of ConverseStream: binary frames, each one event named by its
/// header (bedrock-wire 1.8). It is complete with `messageStop` and
/// `metadata`, which comes last.
public struct ConverseStreamDecoder: StreamDecoding {
  private var stream = FramedStream(ConverseFrameReducer())

  /// A decoder at the beginning of a body.
  public init() {}

  /// See `StreamDecoding`.
  public mutating func feed(_ bytes: [UInt8]) throws(ModelFailure) -> [ModelEvent] {
    try stream.feed(bytes)
  }

  /// See `StreamDecoding`.
  public mutating func finish() throws(ModelFailure) { try stream.finish() }

  /// See `StreamDecoding`.
  public var failure: ModelFailure? { stream.failure }

  /// See `StreamDecoding`.
  public var isComplete: Bool { stream.isComplete }
}

/// Converse events to model events (bedrock-wire 4.12).
private struct ConverseFrameReducer: FrameReducing {
  private(set) var isComplete = false
  private var hasStarted = false
  private var hasStopped = false
  /// From `metadata`, once it is there.
  private var usage: UsageUpdate?
  private var blocks = OpenBlocks()

  var incompleteness: ModelFailure {
    StreamFault.incomplete(
      hasStopped
        ? "the stream ended without its usage" : "the stream ended without its last event")
  }

  static let commonType: StaticString = "contentBlockDelta"

  mutating func read(
    type: JSONText, payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    switch type {
    case "messageStart":
      guard !hasStarted else { throw StreamFault.violation("a second message begins") }
      startIfNeeded(into: &events)
    case "contentBlockStart":
      startIfNeeded(into: &events)
      let event = try Self.tree(payload)
      try startBlock(event["start"], at: Self.index(of: event), into: &events)
    case "contentBlockStop":
      startIfNeeded(into: &events)
      try stopBlock(Self.index(of: Self.tree(payload)), into: &events)
    case "messageStop": try stop(Self.tree(payload), into: &events)
    case "metadata":
      usage = UsageUpdate(converse: try Self.tree(payload)["usage"])
      completeIfPossible(into: &events)
    default: break
    }
  }

  private mutating func startIfNeeded(into events: inout [ModelEvent]) {
    guard !hasStarted else { return }
    hasStarted = true
    events.append(.messageStart(id: nil, model: nil, usage: .none))
  }

  private mutating func stop(
    _ event: JSONValue, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard !hasStopped else { throw StreamFault.violation("the message ends twice") }
    hasStopped = true
    startIfNeeded(into: &events)
    blocks.stopAll(into: &events)
    events.append(ConverseForm.messageDelta(event))
    completeIfPossible(into: &events)
  }

  private mutating func completeIfPossible(into events: inout [ModelEvent]) {
    guard hasStopped, !isComplete, let usage else { return }
    isComplete = true
    events.append(.messageStop(usage: usage))
  }

  private mutating func startBlock(
    _ start: JSONValue?, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard let start, let object = start.object else { return }
    guard let tool = start["toolUse"], ConverseForm.isClientTool(tool) else {
      try blocks.start(.held(object, input: ""), at: index, as: nil, into: &events)
      return
    }
    try blocks.start(
      .toolUse(input: ""), at: index, as: ConverseForm.toolUseStart(tool), into: &events)
  }

  /// A block may end without having begun or said anything: an empty text.
  private mutating func stopBlock(
    _ index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    try blocks.text("", at: index, into: &events)
    if case .held(let object, let input)? = blocks[index] {
      blocks.update(.held(ConverseForm.completed(object, input: input), input: ""), at: index)
    }
    blocks.stop(index, into: &events)
  }

  /// A plain delta is read at a glance, anything else as a tree.
  mutating func readCommon(
    _ payload: ArraySlice<UInt8>, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    startIfNeeded(into: &events)
    if let delta = BlockDelta(converse: payload.span) {
      try blocks.append(delta, into: &events)
      return
    }
    let event = try Self.tree(payload)
    guard event.object != nil else { throw StreamFault.violation("an event is not an object") }
    if let delta = event["delta"] {
      try readDelta(delta, at: Self.index(of: event), into: &events)
    }
  }

  private mutating func readDelta(
    _ delta: JSONValue, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if let text = delta["text"]?.string {
      try blocks.text(text, at: index, into: &events)
    } else if let input = delta["toolUse"]?["input"]?.string {
      try blocks.toolInput(input, at: index, into: &events)
    } else if let reasoning = delta["reasoningContent"] {
      try readReasoning(reasoning, at: index, into: &events)
    } else if let citation = delta["citation"] {
      try blocks.citation(citation, at: index, into: &events)
    } else if let results = delta["toolResult"]?.array,
      case .held(let object, let input)? = blocks[index]
    {
      blocks.update(
        .held(ConverseForm.appending(results, toResultIn: object), input: input), at: index)
    }
  }

  private mutating func readReasoning(
    _ reasoning: JSONValue, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if let text = reasoning["text"]?.string {
      try blocks.thinking(text, at: index, into: &events)
    }
    if let signature = reasoning["signature"]?.string {
      try blocks.signature(signature, at: index, into: &events)
    }
    if let encoded = reasoning["redactedContent"]?.string {
      let data = ConverseForm.nativeRedactedData(encoded)
      if case .redacted(let earlier)? = blocks[index] {
        blocks.update(.redacted(data: earlier + data), at: index)
      } else if blocks[index] == nil {
        try blocks.start(.redacted(data: data), at: index, as: nil, into: &events)
      }
    }
  }

  private static func index(of event: JSONValue) -> Int { event["contentBlockIndex"]?.int ?? 0 }

  private static func tree(_ json: ArraySlice<UInt8>) throws(ModelFailure) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: json)
    } catch {
      throw StreamFault.violation(error, in: "an event")
    }
  }
}
