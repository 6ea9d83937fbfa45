internal import Glibc
internal import Interface

/// What is told of themes that were looked for on the file thread.
enum ThemeNews: Hashable, Sendable {
  /// `nil`: there is none of the name. `isReload`: its file was changed.
  case found(String, ThemeShelf.Found?, isReload: Bool)
  case listed([ThemeState.Summary])
}

/// The looks of the screen: which theme is wanted, which one is there, and who
/// tells when its file changes. Main thread only; files are read on another.
struct ScreenTheme {
  /// What painting uses.
  private(set) var theme: Theme
  /// Readable when a file of the user's folder changed; -1: nobody watches.
  let descriptor: Int32
  /// Whether the folder is watched: one that is not there yet cannot be.
  private var isWatching = false

  private let shelf: ThemeShelf
  private let level: ColorLevel
  private let files: BackgroundWriter
  private let tell: @Sendable (ThemeNews) -> Void
  private var background: Background.Kind?
  /// As the user says it.
  private var wanted: String
  /// What that means: a theme's name.
  private var name: String
  /// Parsed ones, so that walking through the list reads each once.
  private var known: [String: ThemeDefinition] = [:]
  /// What was told last of a file that is wrong.
  private var told: String?

  /// Themes kept at most; a list is no longer.
  private static let knownLimit = 64

  init(
    _ choice: ThemeChoice, level: ColorLevel, files: BackgroundWriter,
    tell: @escaping @Sendable (ThemeNews) -> Void
  ) {
    shelf = choice.shelf
    self.level = level
    self.files = files
    self.tell = tell
    wanted = choice.wanted
    name = choice.name
    background = choice.background
    theme = choice.definition.resolve(level: level)
    known[choice.name] = choice.definition
    descriptor =
      choice.shelf.folder == nil ? -1 : inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
    watch()
  }

  /// From now on the theme `wanted` is shown, as soon as it is read.
  mutating func want(_ wanted: String) {
    watch()
    guard wanted != self.wanted else { return }
    self.wanted = wanted
    show()
  }

  /// The terminal told its background.
  mutating func take(_ background: Background) {
    self.background = background.kind
    show()
  }

  private mutating func show() {
    let name =
      wanted == ThemeShelf.automatic ? (background?.themeName ?? ThemeShelf.fallback) : wanted
    guard name != self.name else { return }
    self.name = name
    if let definition = known[name] {
      theme = definition.resolve(level: level)
    } else {
      find(name, isReload: false)
    }
  }

  private func find(_ name: String, isReload: Bool) {
    files.run { [shelf, tell] in tell(.found(name, shelf.find(name), isReload: isReload)) }
  }

  /// Says anew which themes there are.
  mutating func list() {
    watch()
    files.run { [shelf, tell] in tell(.listed(shelf.all())) }
  }

  /// Takes in what was found; what there is to say of it.
  mutating func take(_ news: ThemeNews) -> ThemeEvent? {
    switch news {
    case .listed(let themes): return .listed(themes)
    case .found(let name, nil, _):
      guard name == self.name else { return nil }
      return .unavailable(wanted, reason: "There is no theme \(name) any more.")
    case .found(let name, let found?, let isReload):
      // A broken file keeps the look of before.
      guard found.problem == nil || !isReload else {
        return name == self.name ? tellOnce(found.problem) : nil
      }
      if known.count >= Self.knownLimit { known = [:] }
      known[name] = found.definition
      guard name == self.name else { return nil }
      theme = found.definition.resolve(level: level)
      return tellOnce(found.problem)
    }
  }

  /// The folder's other files change too: what was told is not told again.
  private mutating func tellOnce(_ problem: String?) -> ThemeEvent? {
    defer { told = problem }
    return problem == told ? nil : problem.map(ThemeEvent.problem)
  }

  /// Something in the user's folder changed: what is known may be out of date.
  mutating func filesChanged() {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    var isChanged = false
    while Glibc.read(descriptor, &bytes, bytes.count) > 0 { isChanged = true }
    guard isChanged else { return }
    known = known.filter { $0.key == name }
    find(name, isReload: true)
    list()
  }

  /// Makes the descriptor readable when a file of the folder is written, moved
  /// or deleted; tried anew whenever themes are asked for, for the folder may
  /// have been made meanwhile.
  private mutating func watch() {
    guard descriptor >= 0, !isWatching, let folder = shelf.folder else { return }
    // The numbers of IN_CLOSE_WRITE, IN_MOVED_TO and IN_DELETE (inotify(7)).
    let events: UInt32 = 0x08 | 0x80 | 0x200
    isWatching = inotify_add_watch(descriptor, folder, events) >= 0
  }
}
