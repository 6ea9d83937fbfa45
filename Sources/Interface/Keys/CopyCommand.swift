/// What a key can do to take text out of the transcript. The raw value is its
/// name in a configuration file.
public enum CopyCommand: String, Hashable, Sendable, CaseIterable {
  case selectCharacters
  case selectLines
  case yankSelection
  case yankMessage
  case lastAnswer
  case lastPrompt
  case nearestCode
  case codeBlock1, codeBlock2, codeBlock3, codeBlock4, codeBlock5, codeBlock6, codeBlock7
  case codeBlock8, codeBlock9
  case editCode
  case toggleRaw
  case openLink
  case copyLink
  case openInEditor
  case writeToFile
  case printAll
  case acceptName
  case shortenName
  case clearName

  /// The number of the code block that it copies; `nil`: it copies another thing.
  var codeNumber: Int? {
    switch self {
    case .codeBlock1: 1
    case .codeBlock2: 2
    case .codeBlock3: 3
    case .codeBlock4: 4
    case .codeBlock5: 5
    case .codeBlock6: 6
    case .codeBlock7: 7
    case .codeBlock8: 8
    case .codeBlock9: 9
    case .selectCharacters, .selectLines, .yankSelection, .yankMessage, .lastAnswer, .lastPrompt,
      .nearestCode, .editCode, .toggleRaw, .openLink, .copyLink, .openInEditor, .writeToFile,
      .printAll, .acceptName, .shortenName, .clearName:
      nil
    }
  }

  var summary: String {
    switch self {
    case .selectCharacters: "select by characters"
    case .selectLines: "select by lines"
    case .yankSelection: "copy the selection"
    case .yankMessage: "copy the message"
    case .lastAnswer: "copy the last answer"
    case .lastPrompt: "copy the last prompt"
    case .nearestCode: "copy the nearest code block"
    case .codeBlock1, .codeBlock2, .codeBlock3, .codeBlock4, .codeBlock5, .codeBlock6, .codeBlock7,
      .codeBlock8, .codeBlock9:
      "copy code block \(codeNumber ?? 1) of the answer"
    case .editCode: "open the nearest code block in your editor"
    case .toggleRaw: "show the source without decoration"
    case .openLink: "open a link"
    case .copyLink: "copy the link"
    case .openInEditor: "open the transcript in your editor"
    case .writeToFile: "write the transcript to a file"
    case .printAll: "print the transcript to the terminal's own scrollback"
    case .acceptName: "write the file"
    case .shortenName: "shorten the name"
    case .clearName: "clear the name"
    }
  }
}
