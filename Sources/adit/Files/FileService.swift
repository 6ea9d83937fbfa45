internal import CSystem
internal import Engine
internal import Glibc
internal import Interface
internal import Synchronization
internal import TextModel

/// Answers what the prompt asks of files, on a thread of its own that starts
/// with the first question and sleeps without a timeout between them. Of
/// several questions for completions only the newest is answered.
final class FileService: Sendable {
  /// An index younger than this is believed.
  private static let freshMilliseconds = 2_000
  /// A tree that takes long to read is read anew that much more seldom.
  private static let restFactor = 10
  /// Between two answers made of a part of the tree.
  private static let partialMilliseconds = 100

  private struct Question: Sendable {
    var query: String
    var number: Int
  }

  private struct State {
    var question: Question?
    var jobs: [@Sendable () -> Void] = []
    var started = false
  }

  private let root: String
  private let git: GitExcludes
  private let lister: PathLister
  private let instructions: InstructionFiles?
  private let tell: @Sendable (FileEvent) -> Void
  /// Reads what goes with a prompt; a directory that takes long to index does
  /// not hold it up.
  private let attachments: AttachmentThread
  private let state = Mutex(State())
  private let signal: Int32

  /// `root`: the working directory. `instructions`: `nil`, none are read.
  /// `nil` if the system has no descriptor left.
  init?(
    root: String, home: String?, configurationHome: String?, instructions: InstructionFiles?,
    tell: @escaping @Sendable (FileEvent) -> Void
  ) {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    signal = descriptor
    self.root = root
    git = GitExcludes(home: home, configurationHome: configurationHome)
    lister = PathLister(directory: root, home: home)
    self.instructions = instructions
    self.tell = tell
    attachments = AttachmentThread(directory: root, home: home, post: tell)
  }

  deinit { close(signal) }

  /// Answers `request` when there is time; never waits.
  func send(_ request: FileRequest) {
    switch request {
    case .complete(let query, let number):
      add { $0.question = Question(query: query, number: number) }
    case .readInstructions:
      guard let instructions else { return }
      let tell = tell
      run { tell(.instructions(instructions.read())) }
    case .attach(let mentions, let number): attachments.attach(mentions, number: number)
    case .survey(let mentions, let number): attachments.survey(mentions, number: number)
    case .cancelReading(let number): attachments.cancel(upTo: number)
    }
  }

  /// Runs what may block on the thread, after what was given before.
  func run(_ job: @escaping @Sendable () -> Void) { add { $0.jobs.append(job) } }

  private func add(_ change: (inout State) -> Void) {
    let startsThread = state.withLock { state in
      change(&state)
      defer { state.started = true }
      return !state.started
    }
    // Without a thread there are no completions; no key waits for them.
    if startsThread { _ = DetachedThread.start { [self] in loop() } }
    _ = adit_eventfd_signal(signal)
  }

  private func loop() {
    var index = Index()
    while true {
      var waiting = pollfd(fd: signal, events: Int16(POLLIN), revents: 0)
      _ = poll(&waiting, 1, -1)
      _ = adit_eventfd_drain(signal)
      while true {
        if let job = takeJob() {
          job()
        } else if let question = takeQuestion() {
          answer(question, &index)
        } else {
          break
        }
      }
    }
  }

  private func takeJob() -> (@Sendable () -> Void)? {
    state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
  }

  private func takeQuestion() -> Question? {
    state.withLock { state in
      defer { state.question = nil }
      return state.question
    }
  }

  // MARK: The index

  /// What the thread alone knows.
  private struct Index {
    var list: PathList?
    var isBounded = false
    var ranking = PathRanking()
    var builtAt = MonotonicTime(nanoseconds: 0)
    var buildMilliseconds = 0

    /// Whether the tree must be read before it is believed.
    func isStale(at now: MonotonicTime) -> Bool {
      guard list != nil else { return true }
      let rest = max(FileService.freshMilliseconds, buildMilliseconds * FileService.restFactor)
      return age(at: now) > rest
    }

    /// Milliseconds since the tree was read.
    func age(at now: MonotonicTime) -> Int { now.milliseconds(since: builtAt) }
  }

  private func answer(_ question: Question, _ index: inout Index) {
    guard !PathLister.isOutside(question.query) else {
      let found = lister.candidates(question.query, limit: FileCandidate.maximumOfAnswer)
      return tell(.candidates(found, number: question.number, .whole))
    }
    if index.isStale(at: SystemClock.now()) {
      rebuild(question, &index)
    } else if let list = index.list {
      let known = best(question, list, &index.ranking, coverage(index))
      // What nobody knows may be new.
      if case .candidates([], _, _) = known,
        index.age(at: SystemClock.now()) > Self.freshMilliseconds
      {
        return rebuild(question, &index)
      }
      tell(known)
    }
  }

  /// Reads the tree; questions that come meanwhile are answered from what was
  /// known before, or is known by then.
  private func rebuild(_ first: Question, _ index: inout Index) {
    var question = first
    var told: FileEvent?
    if let list = index.list {
      told = best(question, list, &index.ranking, coverage(index))
      if let told { tell(told) }
    }
    let start = SystemClock.now()
    var lastTold = start
    var walk = FileWalk(root: root, git: git)
    var ranking = PathRanking()
    while walk.step() {
      let newer = takeQuestion()
      let now = SystemClock.now()
      let isDue =
        index.list == nil && now.milliseconds(since: lastTold) >= Self.partialMilliseconds
      guard newer != nil || isDue else { continue }
      lastTold = now
      question = newer ?? question
      if PathLister.isOutside(question.query) {
        let found = lister.candidates(question.query, limit: FileCandidate.maximumOfAnswer)
        told = .candidates(found, number: question.number, .whole)
      } else if let list = index.list {
        told = best(question, list, &index.ranking, coverage(index))
      } else {
        told = best(question, walk.list, &ranking, .partial)
      }
      if let told { tell(told) }
    }
    index.list = walk.list
    index.isBounded = walk.isBounded
    index.ranking = PathRanking()
    index.builtAt = SystemClock.now()
    index.buildMilliseconds = index.builtAt.milliseconds(since: start)
    guard !PathLister.isOutside(question.query) else { return }
    let last = best(question, walk.list, &index.ranking, coverage(index))
    if last != told { tell(last) }
  }

  private func coverage(_ index: Index) -> FileCoverage {
    index.isBounded ? .bounded(entries: index.list?.count ?? 0) : .whole
  }

  private func best(
    _ question: Question, _ list: PathList, _ ranking: inout PathRanking, _ coverage: FileCoverage
  ) -> FileEvent {
    var matches: [PathRanking.Match]
    if question.query.isEmpty {
      matches = ranking.best("", in: list, limit: Self.maximumDated)
      matches = newestFirst(matches)
    } else {
      matches = ranking.best(question.query, in: list, limit: FileCandidate.maximumOfAnswer)
    }
    return .candidates(
      matches.prefix(FileCandidate.maximumOfAnswer).map {
        FileCandidate(path: $0.path, isDirectory: $0.isDirectory)
      }, number: question.number, coverage)
  }

  /// Entries of the top directory whose times are asked for.
  private static let maximumDated = 500

  /// Nothing is typed yet: what was changed last stands first.
  private func newestFirst(_ matches: [PathRanking.Match]) -> [PathRanking.Match] {
    let dated = matches.map { match -> (match: PathRanking.Match, time: Int) in
      var status = stat()
      guard lstat("\(root)/\(match.path)", &status) == 0 else { return (match, 0) }
      return (match, status.st_mtim.tv_sec)
    }
    return dated.sorted {
      $0.time != $1.time ? $0.time > $1.time : $0.match.path < $1.match.path
    }.map(\.match)
  }
}
