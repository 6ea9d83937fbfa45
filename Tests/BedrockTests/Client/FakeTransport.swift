import Bedrock
import Synchronization

/// A transport that answers from a script and remembers what was sent.
final class FakeTransport: HTTPTransport {
  /// One answer.
  enum Step: Sendable {
    case answer(status: Int, headers: [HTTPHeader], chunks: [[UInt8]], end: HTTPFailure?)
    case fail(HTTPFailure)
  }

  private let steps: Mutex<[Step]>
  private let sent = Mutex<[HTTPRequest]>([])
  private let warmed = Mutex<[String]>([])
  let cancelled = Cancellations()

  init(_ steps: [Step]) { self.steps = Mutex(steps) }

  var requests: [HTTPRequest] { sent.withLock { $0 } }
  var prewarmed: [String] { warmed.withLock { $0 } }

  func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    sent.withLock { $0.append(request) }
    let step = steps.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    switch step {
    case .answer(let status, let headers, let chunks, let end):
      return HTTPResponse(
        status: status, headers: headers,
        body: FakeBody(chunks: chunks, end: end, cancellations: cancelled))
    case .fail(let failure): throw failure
    case nil: throw HTTPFailure(.library, "the script is over")
    }
  }

  func prewarm(url: String) { warmed.withLock { $0.append(url) } }
}

/// Counts how often bodies were cancelled.
final class Cancellations: Sendable {
  private let number = Mutex(0)
  var count: Int { number.withLock { $0 } }
  func add() { number.withLock { $0 += 1 } }
}

/// A body in pieces.
final class FakeBody: HTTPBody {
  private let chunks: Mutex<[[UInt8]]>
  private let end: HTTPFailure?
  private let cancellations: Cancellations

  init(chunks: [[UInt8]], end: HTTPFailure?, cancellations: Cancellations) {
    self.chunks = Mutex(chunks)
    self.end = end
    self.cancellations = cancellations
  }

  func next() async throws(HTTPFailure) -> [UInt8]? {
    let chunk = chunks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if chunk == nil, let end { throw end }
    return chunk
  }

  func cancel() { cancellations.add() }
}
