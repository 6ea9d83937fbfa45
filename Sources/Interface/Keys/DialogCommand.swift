/// What a key can do in a question or a sign-in. The raw value is its name in
/// a configuration file.
public enum DialogCommand: String, Hashable, Sendable, CaseIterable {
  case send
  case deleteBackward
  case clear
  case openBrowser
  case copyAddress
  case nextChoice
  case previousChoice
  case takeChoice
  case sendAnyway
  case sendCheaper
  case keepDraft

  var summary: String {
    switch self {
    case .send: "send the answer, once it is complete"
    case .deleteBackward: "shorten the answer"
    case .clear: "begin the answer anew"
    case .openBrowser: "open the address in the browser"
    case .copyAddress: "put the address on the clipboard"
    case .nextChoice: "highlight the next choice"
    case .previousChoice: "highlight the choice before"
    case .takeChoice: "take the highlighted choice; without one, nothing"
    case .sendAnyway: "send it"
    case .sendCheaper: "send it to the cheaper model instead, this time"
    case .keepDraft: "do not send it"
    }
  }
}
