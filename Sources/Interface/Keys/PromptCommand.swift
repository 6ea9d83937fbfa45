/// What a key can do with the prompt as a whole. The raw value is its name in a configuration file.
public enum PromptCommand: String, Hashable, Sendable, CaseIterable {
  case submit
  case complete
  case editExternally
  case searchHistory
  case up
  case down
  case deleteForwardOrQuit
  case dropOutput
  case stash

  var summary: String {
    switch self {
    case .submit: "send; while busy: queue"
    case .complete: "complete, else go to the transcript"
    case .editExternally: "write in your editor"
    case .searchHistory: "search the history (Ctrl+S there: session, project, everything)"
    case .up: "up; at the edge: the queued or an earlier prompt that begins like this"
    case .down: "down; at the edge: a later prompt"
    case .dropOutput: "keep a command's output out of the next prompt"
    case .deleteForwardOrQuit: "delete forward; on an empty prompt: quit"
    case .stash: "put the draft aside; on an empty prompt: take it up again"
    }
  }
}
