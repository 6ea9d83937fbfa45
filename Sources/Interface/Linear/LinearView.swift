public import Engine

/// What a program without a screen writes next.
public struct LinearNews: Hashable, Sendable {
  /// Lines, not yet sanitized.
  public var lines: [String] = []
  /// Whether a person should look: an answer has ended, or a question waits.
  public var ringsBell = false
  /// What stands before the next line that is typed; empty: none is awaited.
  public var prompt = ""
  /// Whether what is typed next must not be seen.
  public var hidesInput = false
  /// Whether lines that wait to be read were meant for something else.
  public var dropsInput = false
}

/// The same state as `RootView` shows, told as labelled lines: nothing is ever
/// painted over.
public struct LinearView: Sendable {
  private var transcript = LinearTranscript()
  private var status = LinearStatus()
  private var asked: LinearQuestion?
  /// Prompts that were typed here.
  private var typed: Set<TurnID> = []

  /// A view that tells an answer line by line, or, with `holdsAnswers`, when
  /// it is complete.
  public init(holdsAnswers: Bool) { transcript.holdsAnswers = holdsAnswers }

  /// The turns begun since the last call were begun by a line typed here,
  /// which stands on the screen already.
  public mutating func noteTyped(_ state: AppState) {
    if let turn = state.transcript.items.last(where: { $0.kind == .prompt })?.turn {
      typed.insert(turn)
    }
  }

  /// What there is to say since the last call. Marks as seen what waits for
  /// an answer.
  public mutating func news(of state: inout AppState, now: MonotonicTime) -> LinearNews {
    var news = LinearNews()
    let told = transcript.news(of: state, typed: typed, now: now)
    if !state.isBusy { typed.removeAll() }
    news.lines = told.lines + status.news(of: state, now: now)
    news.ringsBell = told.endedAnswers > 0
    let question = LinearQuestion(&state, now: now)
    if let question, question != asked {
      news.lines += question.lines
      news.ringsBell = true
      news.dropsInput = question.dropsInput
    }
    asked = question
    news.hidesInput = question?.hidesInput ?? false
    // Between the lines of an answer it would only be in the way.
    let isAnswering = (state.isRunning || state.shell.running != nil) && state.dialog == nil
    news.prompt = isAnswering ? "" : question?.prompt ?? "you> "
    return news
  }
}
