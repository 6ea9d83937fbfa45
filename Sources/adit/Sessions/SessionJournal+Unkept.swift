internal import Engine
internal import Store

/// Requests of a run of which nothing is kept: what they cost is booked.
extension SessionJournal {
  /// Books `rows`, off the engine's thread.
  func book(_ rows: [LedgerRow]) {
    guard !rows.isEmpty else { return }
    writer.run { [self] in write(rows, &$0) }
  }

  /// Books `rows` and what `book` was given before; whether that took less
  /// than `milliseconds`.
  func bookRest(_ rows: [LedgerRow], milliseconds: Int) -> Bool {
    writer.wait(milliseconds: milliseconds) { [self] in write(rows, &$0) } ?? false
  }

  @discardableResult
  private func write(
    _ rows: [LedgerRow], _ access: inout StoreThread<any SessionWriting>.Access
  ) -> Bool {
    guard !rows.isEmpty else { return true }
    do throws(StoreError) {
      try access.use { store throws(StoreError) in
        for row in rows { try store.book(row) }
      }
      return true
    } catch {
      post(library: .notice("What this run costs is not booked. \(error.message)"))
      return false
    }
  }
}
