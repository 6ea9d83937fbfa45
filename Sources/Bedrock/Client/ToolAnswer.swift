import Engine

/// An answer that is the input of a tool which the model had to call, given as
/// text: who asked for a form asked for no tool.
struct ToolAnswer: ModelAnswer {
  let answer: any ModelAnswer
  /// The tool's name.
  let tool: String

  var requestID: String? { answer.requestID }
  var profilePrefix: String? { answer.profilePrefix }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    try await answer.next()?.map(plain)
  }

  private func plain(_ event: ModelEvent) -> ModelEvent {
    switch event {
    case .blockStart(let index, .toolUse(_, let name)) where name == tool:
      .blockStart(index: index, .text(initial: ""))
    // The request defines no other tool.
    case .toolInputDelta(let index, let piece): .textDelta(index: index, piece)
    case .messageDelta(.toolUse, let sequence, let usage):
      .messageDelta(stopReason: .endTurn, stopSequence: sequence, usage: usage)
    case .messageStart, .blockStart, .textDelta, .thinkingDelta, .thinkingForm, .signatureDelta,
      .citation, .blockStop, .messageDelta, .messageStop, .ping:
      event
    }
  }
}
