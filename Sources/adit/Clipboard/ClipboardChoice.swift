/// Where copies go, as the user set it. Whatever is chosen, a file takes what
/// cannot go there.
enum ClipboardChoice: String, CaseIterable, Sendable {
  /// The first that works: tool, tmux, terminal.
  case auto
  case tool, tmux, osc52, file
}
