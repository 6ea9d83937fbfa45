import Engine

/// The system prompt with the project's instructions behind it, joined once:
/// up to a quarter of a megabyte that the estimates ask for in every frame.
struct SystemText: Sendable {
  /// What stands before the instructions in `whole`.
  private var base: String?
  private var whole = ""

  /// `base` with `instructions`, from what was kept of the same two.
  func text(_ base: String, _ instructions: ProjectInstructions) -> String {
    base == self.base ? whole : instructions.added(to: base)
  }

  /// Keeps what `text` gives from now on.
  mutating func keep(_ base: String, _ instructions: ProjectInstructions) {
    guard base != self.base else { return }
    whole = instructions.added(to: base)
    self.base = base
  }

  /// The instructions are others now.
  mutating func forget() { self = SystemText() }
}
