/// What is folded. A kind of thing is folded or open by itself; what the user
/// turned stands among the exceptions.
struct FoldState: Hashable, Sendable {
  /// Something that can be folded.
  enum Target: Hashable, Sendable {
    /// A prompt or an answer, by its serial.
    case item(Int)
    /// Thinking or a tool call, by its serial.
    case part(Int)
    /// A block of code: serial of its part, and where it starts there, bytes.
    case code(part: Int, byte: Int)
  }

  /// How what the user did not touch is shown.
  enum Standard: Hashable, Sendable {
    /// Thinking and tool calls folded, text open.
    case text
    case everything, nothing
  }

  /// Exceptions kept: a person folds a few; beyond, all is as it was.
  static let maximumExceptions = 10_000

  private(set) var standard = Standard.text
  private var exceptions: Set<Target> = []

  /// Whether `target` is folded; `byItself`: whether it is in the standard view.
  func isFolded(_ target: Target, byItself: Bool) -> Bool {
    let folded =
      switch standard {
      case .text: byItself
      case .everything: true
      case .nothing: false
      }
    return folded != exceptions.contains(target)
  }

  /// Whether any code can be folded at all: asked for every block.
  var mayFoldCode: Bool { standard == .everything || !exceptions.isEmpty }

  /// Folds or opens one.
  mutating func toggle(_ target: Target) {
    guard exceptions.remove(target) == nil else { return }
    if exceptions.count >= Self.maximumExceptions { exceptions.removeAll() }
    exceptions.insert(target)
  }

  /// Folds or opens all.
  mutating func set(_ standard: Standard) {
    self.standard = standard
    exceptions.removeAll()
  }
}
