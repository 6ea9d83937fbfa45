internal import Bedrock
internal import Synchronization
internal import Transport

/// What one attempt at an answer did on the wire, gathered from the layers
/// below the client. Follows the task that makes the attempt.
final class RequestTrace: Sendable {
  /// The attempt that the running task makes.
  @TaskLocal static var current: RequestTrace?

  /// What is known.
  struct Facts: Equatable {
    /// Of the latest request; side calls for credentials come before it.
    var logNumber = 0
    var status = 0
    var headers: [HTTPHeader] = []
    /// `nil`: the transfer goes on, or never began.
    var record: TransferRecord?

    /// The first header of that name (lower case), if any.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  }

  private let state = Mutex(Facts())

  /// As far as it is known now.
  var facts: Facts { state.withLock { $0 } }

  /// A request goes out; what was known belongs to the one before.
  func began(_ logNumber: Int) { state.withLock { $0 = Facts(logNumber: logNumber) } }

  /// Its headers came.
  func answered(_ logNumber: Int, status: Int, headers: [HTTPHeader]) {
    state.withLock { facts in
      guard facts.logNumber == logNumber else { return }
      facts.status = status
      facts.headers = headers
    }
  }

  /// Its transfer is over.
  func ended(_ record: TransferRecord) {
    state.withLock { facts in
      guard facts.logNumber == record.logNumber else { return }
      facts.record = record
    }
  }
}
