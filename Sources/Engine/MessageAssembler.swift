import Wire

/// Builds the blocks of an answer from the events of its stream
/// (bedrock-wire 1.13).
///
/// Lenient about blocks: a delta without a start makes its block, an unknown
/// index is ignored. Strict about messages: there is one. Blocks are numbered
/// densely in the order in which they began, whatever the service's indexes.
struct MessageAssembler: Hashable, Sendable {
  /// What an event changed, for whoever watches the answer grow.
  enum Step: Hashable, Sendable {
    case blockStarted(block: Int, AnswerBlockKind)
    case delta(block: Int, String)
    case blockEnded(block: Int)
  }

  private struct Block: Hashable, Sendable {
    var start: BlockStart
    /// Text, thinking, or the JSON of a call's input.
    var text = ""
    var signature = ""
    /// A thinking block's members beside text and signature, and their order.
    var form: JSONObject?
    var isOpen = true
    /// The parsed input of a call that is complete.
    var input: JSONObject?
  }

  /// Most that one answer may hold, bytes: 25 times the largest answer that
  /// a model of today can give; beyond it the sender is broken.
  static let maximumAnswerBytes = 256 << 20
  /// What a block counts for towards that bound, beside its text.
  private static let bytesPerBlock = 256

  private(set) var stopReason: StopReason?
  /// Whether the terminator came.
  private(set) var isFinished = false
  private var isStarted = false
  private var blocks: [Block] = []
  /// Service's index → position in `blocks` of the block that is open there.
  private var open: [Int: Int] = [:]
  private var citations: [AssembledAnswer.Citation] = []
  private var bytes = 0

  /// Whether any block began.
  var hasBlocks: Bool { !blocks.isEmpty }

  /// Whether text or a call of a tool came, which must not be asked for
  /// twice.
  var hasAnswer: Bool {
    blocks.contains { block in
      switch block.start {
      case .text: !block.text.isEmpty
      case .toolUse: true
      case .thinking, .redactedThinking, .opaque: false
      }
    }
  }

  /// Whether there is text that can be read.
  var hasText: Bool {
    blocks.contains { block in
      if case .text = block.start { !block.text.isBlank } else { false }
    }
  }

  /// Takes in the next event and appends what it changed to `steps`, merging
  /// neighbouring deltas of one block.
  mutating func consume(_ event: ModelEvent, into steps: inout [Step]) throws(ModelFailure) {
    guard !isFinished else { return }
    switch event {
    case .messageStart:
      guard !isStarted else { throw MessageAssembler.violation("a second message began in it") }
      isStarted = true
    case .blockStart(let index, let start): try begin(index, start, into: &steps)
    case .textDelta(let index, let text):
      try append(text, to: index, orBegin: .text(initial: ""), into: &steps)
    case .thinkingDelta(let index, let text):
      try append(text, to: index, orBegin: .thinking, into: &steps)
    case .thinkingForm(let index, let form):
      let position = try position(of: index, orBegin: .thinking, into: &steps)
      try count(JSONValue.object(form).serialized().count)
      blocks[position].form = form
    case .signatureDelta(let index, let signature):
      let position = try position(of: index, orBegin: .thinking, into: &steps)
      try count(signature.utf8.count)
      blocks[position].signature += signature
    case .toolInputDelta(let index, let text):
      guard let position = open[index], case .toolUse = blocks[position].start else { return }
      try append(text, at: position, into: &steps)
    case .citation(let index, let value):
      let position = try position(of: index, orBegin: .text(initial: ""), into: &steps)
      try count(MessageAssembler.bytesPerBlock)
      citations.append(AssembledAnswer.Citation(block: position, value: value))
    case .blockStop(let index):
      if let position = open.removeValue(forKey: index) { close(position, into: &steps) }
    case .messageDelta(let reason, _, _): stopReason = reason ?? stopReason
    case .messageStop:
      isFinished = true
      for position in open.values.sorted() { close(position, into: &steps) }
      open = [:]
    case .ping: break
    }
  }

  /// The answer as far as it can be replayed: every complete block, and the
  /// text of open text blocks. Unfinished thinking has no signature and an
  /// unfinished call no input; both are left out.
  func answer() -> AssembledAnswer {
    var answer = AssembledAnswer(content: [], invalidCalls: [], citations: citations)
    for block in blocks {
      switch block.start {
      case .text: answer.content.append(.text(block.text))
      case .thinking where !block.isOpen:
        answer.content.append(
          .thinking(text: block.text, signature: block.signature, form: block.form))
      case .redactedThinking(let data) where !block.isOpen:
        answer.content.append(.redactedThinking(data: data))
      case .toolUse(let id, let name) where !block.isOpen:
        if let input = block.input {
          answer.content.append(.toolUse(id: id, name: name, input: .object(input)))
        } else {
          answer.invalidCalls.append(
            AssembledAnswer.InvalidCall(id: id, name: name, input: block.text))
        }
      case .opaque(let value) where !block.isOpen: answer.content.append(.opaque(value))
      case .thinking, .redactedThinking, .toolUse, .opaque: break
      }
    }
    return answer
  }

  /// The whole text of text block `position`, if it has at least
  /// `minimumBytes` UTF-8 bytes.
  func longText(ofBlock position: Int, minimumBytes: Int) -> String? {
    guard blocks.indices.contains(position), case .text = blocks[position].start,
      blocks[position].text.utf8.count >= minimumBytes
    else { return nil }
    return blocks[position].text
  }

  /// Every block as it stands, for whoever shows the answer in one piece.
  var shownBlocks: [(kind: AnswerBlockKind, text: String, isOpen: Bool)] {
    blocks.map { ($0.start.kind, $0.text, $0.isOpen) }
  }

  private mutating func begin(
    _ index: Int, _ start: BlockStart, into steps: inout [Step]
  ) throws(ModelFailure) {
    if let position = open.removeValue(forKey: index) { close(position, into: &steps) }
    try count(MessageAssembler.bytesPerBlock)
    let position = blocks.count
    open[index] = position
    blocks.append(Block(start: start))
    steps.append(.blockStarted(block: position, start.kind))
    if case .text(let initial) = start { try append(initial, at: position, into: &steps) }
    if case .redactedThinking(let data) = start { try count(data.utf8.count) }
  }

  /// The open block at `index`; one of the kind of `start` begins where there
  /// is none, or one of another kind (Converse starts text and reasoning
  /// without a word, bedrock-wire 1.8).
  private mutating func position(
    of index: Int, orBegin start: BlockStart, into steps: inout [Step]
  ) throws(ModelFailure) -> Int {
    if let position = open[index], blocks[position].start.kind == start.kind { return position }
    try begin(index, start, into: &steps)
    return blocks.count - 1
  }

  private mutating func append(
    _ text: String, to index: Int, orBegin start: BlockStart, into steps: inout [Step]
  ) throws(ModelFailure) {
    let position = try position(of: index, orBegin: start, into: &steps)
    try append(text, at: position, into: &steps)
  }

  private mutating func append(
    _ text: String, at position: Int, into steps: inout [Step]
  ) throws(ModelFailure) {
    guard !text.isEmpty else { return }
    try count(text.utf8.count)
    blocks[position].text += text
    if case .delta(block: position, var merged)? = steps.last {
      // Taken out of the array first: appending then needs no copy.
      steps.removeLast()
      merged += text
      steps.append(.delta(block: position, merged))
    } else {
      steps.append(.delta(block: position, text))
    }
  }

  private mutating func close(_ position: Int, into steps: inout [Step]) {
    blocks[position].isOpen = false
    if case .toolUse = blocks[position].start {
      let text = blocks[position].text
      // A tool without arguments streams no input at all.
      let value = text.isEmpty ? .object(JSONObject()) : try? JSONValue(parsing: Array(text.utf8))
      blocks[position].input = value?.object
    }
    steps.append(.blockEnded(block: position))
  }

  private mutating func count(_ more: Int) throws(ModelFailure) {
    bytes += more
    guard bytes <= MessageAssembler.maximumAnswerBytes else {
      throw MessageAssembler.violation("it is larger than any model's answer")
    }
  }

  private static func violation(_ reason: String) -> ModelFailure {
    ModelFailure(
      kind: .protocolViolation,
      message: "The service's answer breaks the protocol: \(reason).")
  }
}

/// The blocks of an answer.
struct AssembledAnswer: Hashable, Sendable {
  /// A call whose input is not a JSON object: it can be neither run nor
  /// replayed.
  struct InvalidCall: Hashable, Sendable {
    var id: String, name: String
    /// The input as it came.
    var input: String
  }

  /// A source that the model cites, raw.
  struct Citation: Hashable, Sendable {
    /// The block that it belongs to.
    var block: Int
    var value: JSONValue
  }

  var content: [ContentBlock]
  var invalidCalls: [InvalidCall]
  var citations: [Citation]
}

extension BlockStart {
  var kind: AnswerBlockKind {
    switch self {
    case .text: .text
    case .thinking: .thinking
    case .redactedThinking: .redactedThinking
    case .toolUse(_, let name): .toolUse(name: name)
    case .opaque(let value): .opaque(type: value["type"]?.string ?? "unknown")
    }
  }
}
