internal import Engine
internal import Wire

/// The content blocks of a message that have begun and not ended, and the
/// events that keep `ModelEvent`'s promise: each block starts once, takes only
/// the deltas that fit it, and ends.
///
/// Neighbouring deltas of a block become one event: what one read brings, a
/// hundred of them in a flood, costs the engine as much as one. What an event
/// holds therefore depends on how the body was split; all of them together do
/// not.
///
/// Blocks of kinds that we do not know are held until they are whole, so that
/// `.opaque` always carries a block that can be replayed.
struct OpenBlocks: Sendable {
  /// Open at one time; a real answer has one or two.
  static let maximumCount = 1_024

  /// What has begun.
  enum Block: Hashable, Sendable {
    case text, thinking
    /// `input` stood in the block's start and counts unless deltas come.
    case toolUse(input: String)
    /// Encrypted reasoning whose data may come in pieces.
    case redacted(data: String)
    /// A block of another kind; `input` is the JSON text that its deltas gave.
    case held(JSONObject, input: String)
  }

  private var blocks: [Int: Block] = [:]

  /// The block of that index, if it is open.
  subscript(index: Int) -> Block? { blocks[index] }

  /// Begins a block. A held block is announced when it ends.
  mutating func start(
    _ block: Block, at index: Int, as start: BlockStart?, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    guard blocks[index] == nil else {
      throw StreamFault.violation("block \(index) begins twice")
    }
    guard blocks.count < Self.maximumCount else {
      throw StreamFault.violation("more than \(Self.maximumCount) blocks are open at once")
    }
    blocks[index] = block
    if let start { events.append(.blockStart(index: index, start)) }
  }

  /// Replaces what is known of an open block.
  mutating func update(_ block: Block, at index: Int) { blocks[index] = block }

  /// More of a block; see the function for its kind.
  mutating func append(
    _ delta: BlockDelta, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    switch delta.kind {
    case .text: try text(delta.text, at: delta.index, into: &events)
    case .thinking: try thinking(delta.text, at: delta.index, into: &events)
    case .toolInput: try toolInput(delta.text, at: delta.index, into: &events)
    }
  }

  /// Text for the text block `index`, which begins here if it has not yet.
  mutating func text(
    _ text: String, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if events.extendLastText(of: index, by: text) { return }
    if blocks[index] == nil {
      try start(.text, at: index, as: .text(initial: ""), into: &events)
    }
    if blocks[index] == .text, !text.isEmpty { events.append(.textDelta(index: index, text)) }
  }

  /// A citation of the text block `index`, which begins here if it has not.
  mutating func citation(
    _ citation: JSONValue, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    try text("", at: index, into: &events)
    if blocks[index] == .text { events.append(.citation(index: index, citation)) }
  }

  /// Reasoning for the thinking block `index`, which begins here if it has
  /// not yet.
  mutating func thinking(
    _ text: String, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if events.extendLastThinking(of: index, by: text) { return }
    if blocks[index] == nil { try start(.thinking, at: index, as: .thinking, into: &events) }
    if blocks[index] == .thinking, !text.isEmpty {
      events.append(.thinkingDelta(index: index, text))
    }
  }

  /// The signature of the thinking block `index`, which begins here if it has
  /// not yet.
  mutating func signature(
    _ signature: String, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    try thinking("", at: index, into: &events)
    if blocks[index] == .thinking, !signature.isEmpty {
      events.append(.signatureDelta(index: index, signature))
    }
  }

  /// Begins the thinking block `index` as the native API gave it.
  mutating func startThinking(
    _ block: JSONObject, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    try start(.thinking, at: index, as: .thinking, into: &events)
    if let form = block.thinkingForm { events.append(.thinkingForm(index: index, form)) }
    try thinking(block["thinking"]?.string ?? "", at: index, into: &events)
    try signature(block["signature"]?.string ?? "", at: index, into: &events)
  }

  /// JSON text of a tool's input. A call whose start was lost cannot be run
  /// and must not be lost silently.
  mutating func toolInput(
    _ text: String, at index: Int, into events: inout [ModelEvent]
  ) throws(ModelFailure) {
    if events.extendLastToolInput(of: index, by: text) { return }
    switch blocks[index] {
    case .toolUse(let input)?:
      guard !text.isEmpty else { return }
      if !input.isEmpty { blocks[index] = .toolUse(input: "") }
      events.append(.toolInputDelta(index: index, text))
    case .held(let object, let input)?: blocks[index] = .held(object, input: input + text)
    case .text?, .thinking?, .redacted?: break
    case nil: throw StreamFault.violation("input of a tool call that never began")
    }
  }

  /// Ends the block `index`; nothing happens if it is not open.
  mutating func stop(_ index: Int, into events: inout [ModelEvent]) {
    guard let block = blocks.removeValue(forKey: index) else { return }
    switch block {
    case .text, .thinking: break
    case .toolUse(let input):
      if !input.isEmpty { events.append(.toolInputDelta(index: index, input)) }
    case .redacted(let data):
      events.append(.blockStart(index: index, .redactedThinking(data: data)))
    case .held(var object, let input):
      if let value = try? JSONValue(parsing: Array(input.utf8)) { object["input"] = value }
      events.append(.blockStart(index: index, .opaque(.object(object))))
    }
    events.append(.blockStop(index: index))
  }

  /// Ends every block that is still open, in order.
  mutating func stopAll(into events: inout [ModelEvent]) {
    for index in blocks.keys.sorted() { stop(index, into: &events) }
  }
}

extension JSONObject {
  /// The native thinking block itself, where it is not made of `type`,
  /// `thinking` and `signature` alone, in this order. Text and signature are
  /// taken out: they stand elsewhere and may be long.
  var thinkingForm: JSONObject? {
    let usual = ["type", "thinking", "signature"]
    guard members.map(\.name) != usual, members.map(\.name) != ["type", "thinking"] else {
      return nil
    }
    var form = self
    form["thinking"] = ""
    form["signature"] = ""
    return form
  }
}

/// A delta at the end belongs to an open block of its kind: everything that
/// ends a block or begins one adds an event. It is taken out of the array
/// first, so that appending to it needs no copy.
extension [ModelEvent] {
  fileprivate mutating func extendLastText(of index: Int, by text: String) -> Bool {
    guard case .textDelta(index, _)? = last, case .textDelta(_, var merged) = removeLast() else {
      return false
    }
    merged += text
    append(.textDelta(index: index, merged))
    return true
  }

  fileprivate mutating func extendLastThinking(of index: Int, by text: String) -> Bool {
    guard case .thinkingDelta(index, _)? = last, case .thinkingDelta(_, var merged) = removeLast()
    else {
      return false
    }
    merged += text
    append(.thinkingDelta(index: index, merged))
    return true
  }

  fileprivate mutating func extendLastToolInput(of index: Int, by text: String) -> Bool {
    guard case .toolInputDelta(index, _)? = last, case .toolInputDelta(_, var merged) = removeLast()
    else {
      return false
    }
    merged += text
    append(.toolInputDelta(index: index, merged))
    return true
  }
}
