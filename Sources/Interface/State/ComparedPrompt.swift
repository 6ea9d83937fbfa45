public import Engine

/// A prompt for two models at once, as it is sent.
public struct ComparedPrompt: Hashable, Sendable {
  /// One of the two turns.
  public struct Turn: Hashable, Sendable {
    /// Its id.
    public var id: TurnID
    /// Who answers, and how; names the other turn.
    public var settings: TurnSettings
  }

  /// What is asked.
  public var text: String
  /// The files that go with it.
  public var attachments: [Attachment] = []
  /// The session's own engine runs this one.
  public var first: Turn
  /// A second engine runs this one.
  public var second: Turn
}
