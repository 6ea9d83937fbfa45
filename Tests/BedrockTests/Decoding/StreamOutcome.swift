import Bedrock
import Engine

/// Everything that came out of a stream.
struct StreamOutcome: Equatable {
  var events: [ModelEvent] = []
  var failure: ModelFailure?

  init(_ decoder: some StreamDecoding, feeding pieces: [ArraySlice<UInt8>]) {
    var decoder = decoder
    do {
      for piece in pieces { events += try decoder.feed(Array(piece)) }
      try decoder.finish()
    } catch {
      failure = error
    }
  }

  init(_ decoder: some StreamDecoding, feeding bytes: [UInt8]) {
    self.init(decoder, feeding: [bytes[...]])
  }

  /// The text of all text blocks.
  var text: String { events.text }
}

extension [ModelEvent] {
  /// The text of all text blocks.
  var text: String {
    compactMap { event in
      switch event {
      case .textDelta(_, let text): text
      case .blockStart(_, .text(let initial)): initial
      default: nil
      }
    }.joined()
  }

  /// Usage as the assembler ends up with it.
  var usage: UsageUpdate {
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
