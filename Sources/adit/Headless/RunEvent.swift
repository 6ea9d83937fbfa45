internal import Engine
internal import Interface

/// One thing that happened in a headless run. These, their times and the
/// `RunHeader` are everything that its output is made of: a recording holds
/// them, and playing it gives the same bytes.
enum RunEvent: Hashable, Sendable {
  /// A request is on its way.
  case connecting
  /// Its response's headers came.
  case opened(requestID: String?)
  /// A piece of the answer.
  case answer([ModelEvent])
  /// The counters as they stand.
  case usage(RunUsage)
  /// Before the next try.
  case retrying(RunRetry)
  /// Waiting for room below a limit of the user's own.
  case limited(delayMilliseconds: Int, limit: String)
  /// A sentence for stderr.
  case notice(String)
  /// Something outside of the answer ended the run.
  case stopped(RunStop)
  /// The turn is over.
  case ended(RunEnding)
}

/// What a run has used so far, all its turns together.
struct RunUsage: Hashable, Sendable {
  /// How sure the counts are.
  enum Status: String, Hashable, Sendable, CaseIterable {
    /// The service's own numbers.
    case final
    case estimated
    /// A cut answer: the truth is at least this.
    case lowerBound = "lower_bound"
  }

  var tokens = TokenUsage()
  var status = Status.estimated
  /// `nil`: price unknown.
  var cost: NanoDollars?

  init(tokens: TokenUsage = TokenUsage(), status: Status = .estimated, cost: NanoDollars? = nil) {
    self.tokens = tokens
    self.status = status
    self.cost = cost
  }

  init(_ report: UsageReport) {
    tokens = report.sessionTokens
    status =
      report.isLowerBound
      ? .lowerBound : report.inputIsFinal && report.outputIsFinal ? .final : .estimated
    cost = report.turnCost == nil || report.sessionHasUnknownPrices ? nil : report.sessionCost
  }
}

/// A failed try, and the wait for the next one.
struct RunRetry: Hashable, Sendable {
  var number: Int
  var limit: Int
  var delayMilliseconds: Int
  var failure: RunFailure
}

/// A failure, as far as output tells it.
struct RunFailure: Hashable, Sendable {
  /// One line for people.
  var line: String
  var exitCode: Int32
  /// HTTP status, where there was one, and the service's name for it.
  var status: Int?
  var code: String?
  var requestID: String?

  init(
    line: String, exitCode: Int32, status: Int? = nil, code: String? = nil,
    requestID: String? = nil
  ) {
    self.line = line
    self.exitCode = exitCode
    self.status = status
    self.code = code
    self.requestID = requestID
  }

  /// `isRetried`: without the remedy, which nobody needs yet.
  init(_ failure: ModelFailure, isRetried: Bool = false) {
    line = isRetried ? FailureText.sentence(for: failure) : FailureText.line(for: failure)
    exitCode = ExitCode(of: failure).rawValue
    requestID = failure.requestID
    if case .service(let status, let code) = failure.kind {
      self.status = status
      self.code = code
    }
  }

  /// The word of the field's scripts for it.
  var category: String {
    switch (ExitCode(rawValue: exitCode), status) {
    case (_, 429): "rate_limit"
    case (.credentials, _): "authentication_failed"
    case (.unavailable, _): "server_error"
    case (_, .some(400..<500)): "invalid_request"
    default: "unknown"
    }
  }
}

/// What ended a run from outside.
enum RunStop: Hashable, Sendable {
  /// SIGINT or SIGTERM.
  case signal(Int32)
  /// `--max-seconds` passed.
  case time
}

/// How a turn ended.
enum RunEnding: Hashable, Sendable {
  case completed(StopReason)
  case interrupted
  case failed(RunFailure)
  /// A budget's limit stopped it.
  case overBudget(BudgetMark)
}

extension RunEvent {
  /// What `item` means for a run, at the moment `now`; `nil`: nothing.
  init?(_ item: MailboxItem, now: MonotonicTime) {
    switch item {
    case .answer(.opened(let id)): self = .opened(requestID: id)
    case .answer(.events(let events)): self = .answer(events)
    case .service(.notice(let text)): self = .notice(text)
    case .service(.signIn(let status)):
      guard let text = SignInText.line(for: status) else { return nil }
      self = .notice(text)
    case .service, .library, .history, .drafts, .files, .shell, .theme, .copying: return nil
    case .engine(.phase(_, let phase)): self.init(phase, now: now)
    case .engine(.usage(_, let report)), .engine(.settled(_, let report)):
      self = .usage(RunUsage(report))
    case .engine(.budget(_, let mark)): self = .notice(BudgetText.sentence(for: mark))
    case .engine(.notice(let text)): self = .notice(text)
    case .engine(.turnEnded(_, let outcome)):
      switch outcome {
      case .completed(let reason): self = .ended(.completed(reason))
      case .interrupted: self = .ended(.interrupted)
      case .failed(let failure, _): self = .ended(.failed(RunFailure(failure)))
      case .overBudget(let mark, _): self = .ended(.overBudget(mark))
      }
    case .engine(.turnStarted), .engine(.blockStarted), .engine(.delta), .engine(.blockEnded),
      .engine(.longText), .engine(.answerReset):
      // The answer itself tells more of these.
      return nil
    }
  }

  private init?(_ phase: TurnPhase, now: MonotonicTime) {
    switch phase {
    case .connecting: self = .connecting
    case .retrying(let number, let limit, let until, let failure):
      self = .retrying(
        RunRetry(
          number: number, limit: limit, delayMilliseconds: until.milliseconds(since: now),
          failure: RunFailure(failure, isRetried: true)))
    case .limited(let until, let limit):
      self = .limited(delayMilliseconds: until.milliseconds(since: now), limit: limit)
    case .waiting, .thinking, .writing, .callingTool: return nil
    }
  }
}
