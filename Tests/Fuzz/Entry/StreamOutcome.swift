public import Bedrock
public import Engine

/// Everything that came out of a stream. How a decoder groups neighbouring
/// deltas of a block depends on the split of the body; here they are joined.
public struct StreamOutcome: Equatable {
  /// The events before the end or the failure.
  public private(set) var events: [ModelEvent] = []
  /// Why it failed.
  public private(set) var failure: ModelFailure?

  /// Feeds `pieces` to `decoder` and ends the body.
  public init(_ decoder: some StreamDecoding, feeding pieces: [ArraySlice<UInt8>]) {
    var decoder = decoder
    do {
      for piece in pieces { events += try decoder.feed(Array(piece)) }
      try decoder.finish()
    } catch {
      failure = error
    }
    events = events.joiningDeltas
  }

  /// Feeds `bytes` at once.
  public init(_ decoder: some StreamDecoding, feeding bytes: [UInt8]) {
    self.init(decoder, feeding: [bytes[...]])
  }

  /// The text of all text blocks.
  public var text: String { events.text }

  /// Whether the message starts first and stops last, and every block starts
  /// before its deltas and ends once; a failure may cut it off anywhere.
  public var isWellFormed: Bool {
    var open: Set<Int> = []
    var isStarted = false, isStopped = false
    for event in events where event != .ping {
      guard !isStopped else { return false }
      switch event {
      case .messageStart:
        guard !isStarted else { return false }
        isStarted = true
        continue
      case .blockStart(let index, _):
        guard open.insert(index).inserted else { return false }
      case .textDelta(let index, _), .thinkingDelta(let index, _), .thinkingForm(let index, _),
        .signatureDelta(let index, _),
        .toolInputDelta(let index, _), .citation(let index, _):
        guard open.contains(index) else { return false }
      case .blockStop(let index):
        guard open.remove(index) != nil else { return false }
      case .messageStop:
        guard open.isEmpty else { return false }
        isStopped = true
      case .messageDelta, .ping: break
      }
      guard isStarted else { return false }
    }
    return failure != nil || isStopped
  }
}

extension [ModelEvent] {
  /// The text of all text blocks.
  public var text: String {
    compactMap { event in
      switch event {
      case .textDelta(_, let text): text
      case .blockStart(_, .text(let initial)): initial
      default: nil
      }
    }.joined()
  }

  /// The same with neighbouring deltas of a block as one.
  public var joiningDeltas: [ModelEvent] {
    reduce(into: []) { joined, event in
      switch (joined.last, event) {
      case (.textDelta(let last, let text)?, .textDelta(let index, let more)) where index == last:
        joined[joined.count - 1] = .textDelta(index: last, text + more)
      case (.thinkingDelta(let last, let text)?, .thinkingDelta(let index, let more))
      where index == last:
        joined[joined.count - 1] = .thinkingDelta(index: last, text + more)
      case (.toolInputDelta(let last, let text)?, .toolInputDelta(let index, let more))
      where index == last:
        joined[joined.count - 1] = .toolInputDelta(index: last, text + more)
      default: joined.append(event)
      }
    }
  }

  /// Usage as the assembler ends up with it.
  public var usage: UsageUpdate {
    reduce(into: .none) { usage, event in
      switch event {
      case .messageStart(_, _, let update), .messageDelta(_, _, let update),
        .messageStop(let update):
        usage.merge(update)
      default: break
      }
    }
  }
}
