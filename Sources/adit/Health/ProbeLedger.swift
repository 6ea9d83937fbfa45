internal import Engine
internal import Store
internal import Synchronization

/// The requests of a health check: they cost money like any other. What the
/// check's deadline cut off stays `running`, which reports show as `≥`.
final class ProbeLedger: Sendable {
  /// Under which task they are booked.
  static let task = "health"

  private let entries = Mutex<[(at: Int, entry: LedgerEntry)]>([])

  /// Opens the account of `request`, which goes out now.
  func open(
    _ request: ModelRequest, at now: MonotonicTime, unixMilliseconds: Int
  ) -> SingleRequestAccount {
    entries.withLock { entries in
      let account = SingleRequestAccount(
        number: entries.count + 1, request, task: Self.task, at: now)
      entries.append((unixMilliseconds, account.running()))
      return account
    }
  }

  /// Takes the latest entry of a request.
  func take(_ entry: LedgerEntry) {
    entries.withLock { entries in
      let index = entry.turn.number - 1
      if entries.indices.contains(index) { entries[index].entry = entry }
    }
  }

  /// What is to be booked, in the order in which it was sent.
  func rows(project: String, region: String) -> [LedgerRow] {
    entries.withLock { $0 }.map { at, entry in
      LedgerRow(session: nil, title: "", at: at, project: project, region: region, entry: entry)
    }
  }
}
