internal import Engine
internal import Store

/// The session that events go to, and how far it is.
struct SessionPlace: Hashable, Sendable {
  /// What its row says, or will say.
  var session: NewSession
  /// Whether the store has its row. Without one nothing was said in it yet,
  /// and nothing is kept before its first prompt.
  var isStored: Bool
  /// The highest sequence in use.
  var lastSequence: Int

  /// A session that begins with its first prompt or command.
  init(beginning session: NewSession) {
    self.session = session
    isStored = false
    lastSequence = 0
  }

  /// One that goes on.
  init(session: NewSession, lastSequence: Int) {
    self.session = session
    isStored = true
    self.lastSequence = lastSequence
  }

  var id: SessionID { session.id }
}
