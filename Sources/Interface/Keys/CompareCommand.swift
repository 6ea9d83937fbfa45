/// What a key can do while two models answer. The raw value is its name in a configuration file.
public enum CompareCommand: String, Hashable, Sendable, CaseIterable {
  case chooseFocused
  case chooseFirst
  case chooseSecond
  case focusOther
  case focusFirst
  case focusSecond

  var summary: String {
    switch self {
    case .chooseFocused: "go on with the answer in front, once one has ended"
    case .chooseFirst: "go on with the first answer"
    case .chooseSecond: "go on with the second answer"
    case .focusOther: "the other answer in front: it scrolls, Esc stops it"
    case .focusFirst: "the first answer in front"
    case .focusSecond: "the second answer in front"
    }
  }
}
