internal import Engine
internal import Wire

/// One answer as the API's message object, built as it comes. Lenient: a
/// delta without a start makes its block (bedrock-wire 1.13).
struct AnswerMessage {
  /// What an event changed, blocks numbered densely.
  enum Change: Hashable {
    case began
    case blockBegan(Int)
    case text(Int, String)
    case thinking(Int, String)
    case signature(Int, String)
    case toolInput(Int, String)
    case citation(Int, JSONValue)
    case blockEnded(Int)
    case told
    case ended
  }

  private struct Block {
    var start: BlockStart
    var text = ""
    var signature = ""
    /// Members of a thinking block beside text and signature.
    var form: JSONObject?
    var citations: [JSONValue] = []
  }

  private(set) var id: String?
  private(set) var stopReason: StopReason?
  private(set) var stopSequence: String?
  private(set) var usage = UsageUpdate.none
  /// Text of all text blocks; each is a paragraph of its own.
  private(set) var text = ""
  private var blocks: [Block] = []
  /// Service's index → position of the block that is open there.
  private var open: [Int: Int] = [:]
  private var isBegun = false
  private var isEnded = false
  private var hasEndedText = false

  var isEmpty: Bool { blocks.isEmpty }

  /// Takes `event` in; what it changed, and what it adds to the text.
  mutating func take(_ event: ModelEvent) -> (changes: [Change], text: String) {
    guard !isEnded else { return ([], "") }
    let before = text.utf8.count
    var changes: [Change] = []
    apply(event, into: &changes)
    let added = text.utf8.count == before ? "" : String(text.utf8.dropFirst(before)) ?? ""
    return (changes, added)
  }

  private mutating func apply(_ event: ModelEvent, into changes: inout [Change]) {
    if !isBegun {
      isBegun = true
      if case .messageStart(let id, _, let usage) = event {
        self.id = id
        self.usage.merge(usage)
      }
      changes.append(.began)
    }
    switch event {
    case .messageStart, .ping: break
    case .blockStart(let index, let start): begin(index, start, into: &changes)
    case .textDelta(let index, let piece):
      let position = position(index, orBegin: .text(initial: ""), into: &changes)
      append(piece, toText: position)
      changes.append(.text(position, piece))
    case .thinkingDelta(let index, let piece):
      let position = position(index, orBegin: .thinking, into: &changes)
      blocks[position].text += piece
      changes.append(.thinking(position, piece))
    case .thinkingForm(let index, let form):
      blocks[position(index, orBegin: .thinking, into: &changes)].form = form
    case .signatureDelta(let index, let piece):
      let position = position(index, orBegin: .thinking, into: &changes)
      blocks[position].signature += piece
      changes.append(.signature(position, piece))
    case .toolInputDelta(let index, let piece):
      guard let position = open[index] else { return }
      blocks[position].text += piece
      changes.append(.toolInput(position, piece))
    case .citation(let index, let value):
      let position = position(index, orBegin: .text(initial: ""), into: &changes)
      blocks[position].citations.append(value)
      changes.append(.citation(position, value))
    case .blockStop(let index):
      if let position = open.removeValue(forKey: index) { close(position, into: &changes) }
    case .messageDelta(let reason, let sequence, let usage):
      stopReason = reason ?? stopReason
      stopSequence = sequence ?? stopSequence
      self.usage.merge(usage)
      changes.append(.told)
    case .messageStop(let usage):
      self.usage.merge(usage)
      for position in open.values.sorted() { close(position, into: &changes) }
      open = [:]
      isEnded = true
      changes.append(.ended)
    }
  }

  private mutating func begin(
    _ index: Int, _ start: BlockStart, into changes: inout [Change]
  ) {
    if let position = open.removeValue(forKey: index) { close(position, into: &changes) }
    open[index] = blocks.count
    blocks.append(Block(start: start))
    changes.append(.blockBegan(blocks.count - 1))
    guard case .text(let initial) = start else { return }
    if !text.isEmpty, hasEndedText { text += "\n\n" }
    if !initial.isEmpty {
      append(initial, toText: blocks.count - 1)
      changes.append(.text(blocks.count - 1, initial))
    }
  }

  private mutating func position(
    _ index: Int, orBegin start: BlockStart, into changes: inout [Change]
  ) -> Int {
    if let position = open[index], Self.isSameKind(blocks[position].start, start) {
      return position
    }
    begin(index, start, into: &changes)
    return blocks.count - 1
  }

  private static func isSameKind(_ left: BlockStart, _ right: BlockStart) -> Bool {
    switch (left, right) {
    case (.text, .text), (.thinking, .thinking): true
    default: false
    }
  }

  private mutating func append(_ piece: String, toText position: Int) {
    blocks[position].text += piece
    text += piece
  }

  private mutating func close(_ position: Int, into changes: inout [Change]) {
    if case .text = blocks[position].start { hasEndedText = true }
    changes.append(.blockEnded(position))
  }

  // MARK: As JSON

  /// Block `position` as it begins.
  func start(of position: Int) -> JSONValue {
    switch blocks[position].start {
    case .text: ["type": "text", "text": ""]
    case .thinking: ["type": "thinking", "thinking": "", "signature": ""]
    case .redactedThinking(let data): ["type": "redacted_thinking", "data": .string(data)]
    case .toolUse(let id, let name):
      ["type": "tool_use", "id": .string(id), "name": .string(name), "input": [:]]
    case .opaque(let value): value
    }
  }

  /// The blocks that came, complete or not.
  var content: JSONValue { .array(blocks.map(Self.json)) }

  private static func json(_ block: Block) -> JSONValue {
    switch block.start {
    case .text:
      var object = JSONObject()
      object["type"] = "text"
      object["text"] = .string(block.text)
      if !block.citations.isEmpty { object["citations"] = .array(block.citations) }
      return .object(object)
    case .thinking:
      var object = block.form ?? JSONObject()
      object["type"] = "thinking"
      object["thinking"] = .string(block.text)
      object["signature"] = .string(block.signature)
      return .object(object)
    case .redactedThinking(let data):
      return ["type": "redacted_thinking", "data": .string(data)]
    case .toolUse(let id, let name):
      let input = try? JSONValue(parsing: Array(block.text.utf8))
      return [
        "type": "tool_use", "id": .string(id), "name": .string(name),
        "input": input ?? (block.text.isEmpty ? [:] : .string(block.text)),
      ]
    case .opaque(let value): return value
    }
  }
}
