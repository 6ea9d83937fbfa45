internal import Engine
internal import Interface
internal import Synchronization

/// Reads the files that prompts name, outside of the main thread. A thread is
/// started for what is asked and ends with it: a file system that hangs holds
/// up nobody else.
final class AttachmentThread: Sendable {
  private struct State {
    /// Requests up to this number are not waited for.
    var cancelledUpTo = 0
    /// Whether a survey is on its way, and the newest that waits for it.
    var isSurveying = false
    var nextSurvey: (mentions: [MentionedFile], number: Int)?
  }

  /// Reading needs little of it.
  private static let stackBytes = 1 << 19

  private let directory: String
  private let home: String?
  private let post: @Sendable (FileEvent) -> Void
  private let state = Mutex(State())

  init(directory: String, home: String?, post: @escaping @Sendable (FileEvent) -> Void) {
    self.directory = directory
    self.home = home
    self.post = post
  }

  func attach(_ mentions: [MentionedFile], number: Int) {
    start { [self] in
      post(.attached(mentions.map(reader(number).read), number: number))
    } orElse: {
      let words = "The system has no thread left to read it; close some programs."
      post(.attached(mentions.map { .refused($0, words) }, number: number))
    }
  }

  /// A survey that still waits is replaced: only the newest draft counts.
  func survey(_ mentions: [MentionedFile], number: Int) {
    let begins = state.withLock { state in
      guard state.isSurveying else {
        state.isSurveying = true
        return true
      }
      state.nextSurvey = (mentions, number)
      return false
    }
    if begins { run(mentions, number) }
  }

  func cancel(upTo number: Int) {
    state.withLock { $0.cancelledUpTo = max($0.cancelledUpTo, number) }
  }

  private func run(_ mentions: [MentionedFile], _ number: Int) {
    start { [self] in
      var next: (mentions: [MentionedFile], number: Int)? = (mentions, number)
      while let (mentions, number) = next {
        post(.surveyed(mentions.map(surveyor.survey), number: number))
        next = state.withLock { state in
          defer { state.nextSurvey = nil }
          state.isSurveying = state.nextSurvey != nil
          return state.nextSurvey
        }
      }
    } orElse: {
      state.withLock { $0.isSurveying = false }
    }
  }

  private func start(
    _ work: @escaping @Sendable () -> Void, orElse refuse: () -> Void
  ) {
    if DetachedThread.start(stackBytes: Self.stackBytes, work) != 0 { refuse() }
  }

  /// Esc ends the reading of a prompt's files alone.
  private var surveyor: AttachmentReader { AttachmentReader(directory: directory, home: home) }

  private func reader(_ number: Int) -> AttachmentReader {
    AttachmentReader(
      directory: directory, home: home,
      isCancelled: { [weak self] in
        self?.state.withLock { $0.cancelledUpTo >= number } ?? true
      })
  }
}
