internal import Store

/// Booking without a session: for commands that make a request and end.
enum LedgerFile {
  /// How long to wait for a program that writes, milliseconds: its
  /// transactions are short.
  private static let lockPatienceMilliseconds = 2_000

  /// Books `rows` in the store of `directories`, which are made where there are
  /// none. What went wrong, as a sentence; `nil`: nothing.
  static func book(_ rows: [LedgerRow], directories: Directories) -> String? {
    guard !rows.isEmpty else { return nil }
    guard let state = directories.state else {
      return "The costs are not booked: there is no home directory."
    }
    FileAccess.makeDirectories(state, home: directories.home)
    do throws(StoreError) {
      let store = try SessionStore(
        path: "\(state)/\(SessionFacts.fileName)", access: .readWrite,
        busyMilliseconds: lockPatienceMilliseconds)
      for row in rows { try store.book(row) }
      return nil
    } catch {
      return "The costs are not booked: \(error.message)"
    }
  }
}
