internal import Bedrock
internal import Engine
internal import Synchronization

/// A client whose every attempt becomes one line of the log. It sees when each
/// piece of an answer comes, and says once when something holds them back.
final class LoggingModelClient: ModelClient {
  private struct Series {
    var messages: [Message] = []
    var attempts = 0
  }

  private let inner: any ModelClient
  private let log: any EventLog
  private let now: @Sendable () -> MonotonicTime
  private let region: @Sendable (ModelDescriptor) -> String
  private let notice: @Sendable (String) -> Void
  private let series = Mutex(Series())
  private let openAnswers = OpenAnswers()
  private let saidHeldBack = Mutex(false)

  /// `region`: where a model is called. `notice` hears sentences for the user.
  init(
    _ inner: any ModelClient, log: any EventLog,
    now: @escaping @Sendable () -> MonotonicTime = SystemClock.now,
    region: @escaping @Sendable (ModelDescriptor) -> String,
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.inner = inner
    self.log = log
    self.now = now
    self.region = region
    self.notice = notice
  }

  func open(_ request: ModelRequest) async throws(ModelFailure) -> any ModelAnswer {
    // Whoever calls may trace already.
    let trace = RequestTrace.current ?? RequestTrace()
    let record = RequestRecord(
      request: request, region: region(request.model), attempt: attempt(of: request), start: now())
    let result = await RequestTrace.$current.withValue(trace) { [inner] in
      do throws(ModelFailure) {
        return Result<any ModelAnswer, ModelFailure>.success(try await inner.open(request))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let answer):
      return LoggedAnswer(
        answer, record: record, trace: trace, log: log, now: now, open: openAnswers
      ) { [self] isHeldBack in
        series.withLock { $0 = Series() }
        if isHeldBack { sayHeldBack() }
      }
    case .failure(let failure):
      log.record(
        record.event(
          ending: .failed(failure), facts: trace.facts, end: now(), isVerbose: log.isEnabled(.debug)
        ))
      throw failure
    }
  }

  /// Waits until every answer has been read to its end and logged, at most
  /// `milliseconds`: what stands behind the last word of an answer is on its
  /// way when the turn ends.
  func drain(milliseconds: Int) { openAnswers.drain(milliseconds: milliseconds) }

  private func sayHeldBack() {
    let isFirst = saidHeldBack.withLock { said in
      defer { said = true }
      return !said
    }
    guard isFirst else { return }
    notice(
      "A proxy or gateway on the way holds answers back: this one came in one piece after a long"
        + " silence. Check HTTPS_PROXY and the endpoint; adit health tells more.")
  }

  /// Attempts in a row at the same conversation are retries.
  private func attempt(of request: ModelRequest) -> Int {
    series.withLock { series in
      if series.messages != request.messages { series = Series(messages: request.messages) }
      series.attempts += 1
      return series.attempts
    }
  }
}

/// An answer that is counted while it is read.
private final class LoggedAnswer: ModelAnswer {
  private let inner: any ModelAnswer
  private let trace: RequestTrace
  private let log: any EventLog
  private let now: @Sendable () -> MonotonicTime
  /// With whether the answer was held back on its way.
  private let completed: @Sendable (Bool) -> Void
  private let open: OpenAnswers
  /// `nil` once it is logged.
  private let state: Mutex<RequestRecord?>

  init(
    _ inner: any ModelAnswer, record: RequestRecord, trace: RequestTrace, log: any EventLog,
    now: @escaping @Sendable () -> MonotonicTime, open: OpenAnswers,
    completed: @escaping @Sendable (Bool) -> Void
  ) {
    self.inner = inner
    self.trace = trace
    self.log = log
    self.now = now
    self.completed = completed
    self.open = open
    open.began()
    var record = record
    record.profilePrefix = inner.profilePrefix
    record.requestID = inner.requestID
    state = Mutex(record)
  }

  deinit { tell(.dropped) }

  var requestID: String? { inner.requestID }
  var profilePrefix: String? { inner.profilePrefix }

  func next() async throws(ModelFailure) -> [ModelEvent]? {
    do throws(ModelFailure) {
      guard let events = try await inner.next() else {
        let end = now()
        let isHeldBack = state.withLock { $0?.isHeldBack(end: end) ?? false }
        tell(.completed)
        completed(isHeldBack)
        return nil
      }
      let moment = now()
      state.withLock { $0?.take(events, at: moment) }
      return events
    } catch {
      tell(.failed(error))
      throw error
    }
  }

  private func tell(_ ending: RequestRecord.Ending) {
    let record = state.withLock { state in
      defer { state = nil }
      return state
    }
    guard let record else { return }
    log.record(
      record.event(
        ending: ending, facts: trace.facts, end: now(), isVerbose: log.isEnabled(.debug)))
    open.ended()
  }
}
