internal import CSQLite
internal import Synchronization

/// Ends a search from another thread: the search throws
/// `StoreError.Kind.interrupted`. One that begins afterwards is not touched.
public final class StoreInterrupter: Sendable {
  private struct State {
    /// Address of the connection; 0 once it is closed.
    var connection: UInt
    var isRequested = false
  }

  private let state: Mutex<State>

  init(connection: OpaquePointer) {
    state = Mutex(State(connection: UInt(bitPattern: connection)))
  }

  /// Ends the search that runs, if one does.
  public func interrupt() {
    state.withLock { state in
      state.isRequested = true
      guard let connection = OpaquePointer(bitPattern: state.connection) else { return }
      sqlite3_interrupt(connection)
    }
  }

  /// From here on a search runs that wants to be told.
  func begin() { state.withLock { $0.isRequested = false } }

  /// Whether the search is to end: SQLite itself notices only within a
  /// statement.
  var isRequested: Bool { state.withLock { $0.isRequested } }

  /// The connection is about to be closed.
  func close() { state.withLock { $0.connection = 0 } }
}
