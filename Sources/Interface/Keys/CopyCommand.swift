/// What a key can do to take text out of the transcript. The raw value is its
/// name in a configuration file.
public enum CopyCommand: String, Hashable, Sendable, CaseIterable {
  case selectCharacters
  case selectLines
  case yank
  case yankMessage
  case toggleRaw
  case openLink
  case openInEditor
  case writeToFile

  var summary: String {
    switch self {
    case .selectCharacters: "select by characters"
    case .selectLines: "select by lines"
    case .yank: "copy the selection; y and a digit: that code block"
    case .yankMessage: "copy the message"
    case .toggleRaw: "show the source without decoration"
    case .openLink: "open a link"
    case .openInEditor: "open the transcript in your editor"
    case .writeToFile: "write the transcript to a file"
    }
  }
}
