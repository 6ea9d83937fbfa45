import CSystem
import Wire

/// One request and its answer.
struct Exchange {
  let server: EmulatorServer
  let request: ReceivedRequest
  let serial: Int
  private let started = adit_monotonic_nanoseconds()
  private static let nanosecondsPerSecond: UInt64 = 1_000_000_000

  init(server: EmulatorServer, request: ReceivedRequest, serial: Int) {
    self.server = server
    self.request = request
    self.serial = serial
  }

  /// Answers; gives the connection back where it can be used again.
  mutating func answer(on socket: consuming SocketStream) -> SocketStream? {
    let answer = Service(server: server, serial: serial).answer(request)
    server.updateLog(serial) { entry in
      entry.operation = answer.operation
      entry.identity = answer.identity
      entry.refusal = answer.refusal
      entry.status = answer.status
    }
    var writer = ResponseWriter(socket: socket, faults: answer.faults)
    var tokens = 0
    let outcome: LoggedRequest.Outcome
    do throws(SocketEnd) {
      try write(answer, to: &writer, tokens: &tokens)
      outcome = .answered
    } catch {
      switch error {
      case .finished: outcome = .cutOff
      case .disconnected: outcome = .closedByClient(atNanoseconds: adit_monotonic_nanoseconds())
      }
    }
    server.updateLog(serial) { entry in
      entry.tokensSent = tokens
      entry.outcome = outcome
    }
    return outcome == .answered ? writer.finish() : nil
  }

  private func write(
    _ answer: Answer, to writer: inout ResponseWriter, tokens: inout Int
  ) throws(SocketEnd) {
    switch answer.body {
    case .whole(let bytes):
      let isBodyless = request.method == "HEAD"
      try writer.head(
        status: answer.status, headers: answer.headers, length: bytes.count,
        keepsAlive: request.keepsAlive)
      if !isBodyless { try writer.frame(bytes) }
      try writer.end()
    case .recorded(let bytes):
      try writer.head(
        status: answer.status, headers: answer.headers, length: nil,
        keepsAlive: request.keepsAlive)
      try writer.frame(bytes)
      try writer.end()
    case .stream(let encoder, let tokensPerSecond):
      try writer.head(
        status: answer.status, headers: answer.headers, length: nil,
        keepsAlive: request.keepsAlive)
      try stream(
        encoder, tokensPerSecond: tokensPerSecond, faults: answer.faults, to: &writer,
        tokens: &tokens)
    }
  }

  private func stream(
    _ encoder: StreamEncoder, tokensPerSecond: Int, faults: EmulatorFaults,
    to writer: inout ResponseWriter, tokens: inout Int
  ) throws(SocketEnd) {
    var encoder = encoder
    let plan = encoder.plan
    let begin = adit_monotonic_nanoseconds()
    var usage = plan.usage
    usage.firstByteMilliseconds = Int((begin - started) / 1_000_000)
    if faults.exception?.token != 0 { try writer.frame(encoder.start()) }
    try inject(faults, tokens: tokens, encoder: encoder, into: &writer)
    for (index, block) in plan.blocks.enumerated() {
      if let frame = encoder.begin(block, index: index) { try writer.frame(frame) }
      if index == 0, let ping = encoder.ping() { try writer.frame(ping) }
      if case .toolUse = block {
        // The first fragment of a call's input is empty in the recordings.
        try writer.frame(encoder.piece("", of: block, index: index))
      }
      for piece in block.pieces {
        if tokensPerSecond > 0 {
          let offset =
            UInt64(tokens) * Self.nanosecondsPerSecond / UInt64(clamping: tokensPerSecond)
          if begin &+ offset > adit_monotonic_nanoseconds() {
            try writer.wait(until: begin &+ offset)
          }
        } else if tokens % 64 == 0 {
          try writer.checkPeer()
        }
        try writer.frame(encoder.piece(piece, of: block, index: index))
        tokens += 1
        try inject(faults, tokens: tokens, encoder: encoder, into: &writer)
      }
      for frame in encoder.end(block, index: index) { try writer.frame(frame) }
    }
    usage.latencyMilliseconds = Int((adit_monotonic_nanoseconds() - started) / 1_000_000)
    if faults.omitsTerminator { return try writer.end() }
    try writer.frame(encoder.close(usage))
    try writer.frame(encoder.terminator(usage))
    try writer.end()
  }

  /// Faults that come after so many tokens.
  private func inject(
    _ faults: EmulatorFaults, tokens: Int, encoder: StreamEncoder,
    into writer: inout ResponseWriter
  ) throws(SocketEnd) {
    if faults.stallAfterTokens == tokens {
      if let milliseconds = faults.stallMilliseconds {
        try writer.wait(milliseconds: milliseconds)
      } else {
        try writer.wait(until: nil)
      }
    }
    if faults.resetAfterTokens == tokens { try writer.reset() }
    if let exception = faults.exception, exception.token == tokens {
      try writer.frame(encoder.failure(exception))
      try writer.end()
      throw .finished
    }
  }
}

/// What is sent back.
struct Answer: Sendable {
  enum Body: Sendable {
    case whole([UInt8])
    /// Bytes as they were recorded, in the chunked coding.
    case recorded([UInt8])
    /// A reply at a pace; 0: as fast as possible.
    case stream(StreamEncoder, tokensPerSecond: Int)
  }

  var status = 200
  var headers: [EmulatorHeader] = []
  var body: Body
  var faults = EmulatorFaults()
  var operation: EmulatorOperation?
  var identity: RequestIdentity?
  /// Name and text of a refusal, for the log.
  var refusal: String?
}
