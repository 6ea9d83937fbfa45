/// Why the store could not do something.
public struct StoreError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// The disk, or the user's share of it, is full.
    case full
    /// The file or its directory cannot be written.
    case readOnly
    /// Another program held the lock for too long.
    case locked
    /// The file is no database, or a damaged one.
    case corrupt
    /// It was written by a newer program.
    case newerSchema(found: Int, known: Int)
    /// The file cannot be opened or made.
    case cannotOpen
    /// A longer search was ended because another began.
    case interrupted
    /// Anything else of the disk or of SQLite.
    case other
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// What happened and where, one sentence for people.
  public var message: String

  /// A failure.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
