/// Which key does what, as data: the help shows this table, and a
/// configuration can replace rows of it.
public struct KeyMap: Hashable, Sendable {
  /// One row.
  public struct Binding: Hashable, Sendable {
    /// Where it holds.
    public var context: KeyContext
    /// The key.
    public var key: Key
    /// What it does.
    public var command: KeyCommand

    /// A binding.
    public init(_ context: KeyContext, _ key: Key, _ command: KeyCommand) {
      self.context = context
      self.key = key
      self.command = command
    }
  }

  /// The rows, in the order in which the help shows them.
  public let bindings: [Binding]
  private let index: [KeyContext: [Key: KeyCommand]]

  /// A map; of two bindings of one key in one context the later holds.
  public init(bindings: [Binding]) {
    self.bindings = bindings
    var index: [KeyContext: [Key: KeyCommand]] = [:]
    for binding in bindings { index[binding.context, default: [:]][binding.key] = binding.command }
    self.index = index
  }

  /// What `key` does in `context`, or anywhere.
  func command(for key: Key, in context: KeyContext) -> KeyCommand? {
    index[context]?[key] ?? context.wider.flatMap { command(for: key, in: $0) }
  }

  /// The program's own map (product.md, "Keys").
  public static let standard = KeyMap(
    bindings: anywhere + prompt + transcript + compare + list + sessions + find + dialogs)

  private static let anywhere: [Binding] = [
    Binding(.anywhere, Key(.escape), .global(.escape)),
    Binding(.anywhere, Key(.character("c"), .control), .global(.cancelOrQuit)),
    Binding(.anywhere, Key(.function(2)), .global(.pickModel)),
    Binding(.anywhere, Key(.character("p"), .alt), .global(.pickModel)),
    Binding(.anywhere, Key(.character(","), .alt), .global(.lowerEffort)),
    Binding(.anywhere, Key(.character("."), .alt), .global(.raiseEffort)),
    Binding(.anywhere, Key(.pageUp), .scroll(.halfPageUp)),
    Binding(.anywhere, Key(.pageDown), .scroll(.halfPageDown)),
    Binding(.anywhere, Key(.up, .shift), .scroll(.lineUp)),
    Binding(.anywhere, Key(.down, .shift), .scroll(.lineDown)),
    Binding(.anywhere, Key(.home, .control), .scroll(.top)),
    Binding(.anywhere, Key(.character("<"), .alt), .scroll(.top)),
    Binding(.anywhere, Key(.end, .control), .scroll(.end)),
    Binding(.anywhere, Key(.character(">"), .alt), .scroll(.end)),
    Binding(.anywhere, Key(.character("o"), .control), .global(.toggleDetails)),
    Binding(.anywhere, Key(.character("s"), .alt), .global(.takeSuggestion)),
    Binding(.anywhere, Key(.character("l"), .control), .global(.redraw)),
    Binding(.anywhere, Key(.character("z"), .control), .global(.suspend)),
    Binding(.anywhere, Key(.function(1)), .global(.help)),
  ]

  private static let prompt: [Binding] = [
    Binding(.prompt, Key(.enter), .prompt(.submit)),
    Binding(.prompt, Key(.character("j"), .control), .edit(.newline)),
    Binding(.prompt, Key(.enter, .alt), .edit(.newline)),
    Binding(.prompt, Key(.enter, .shift), .edit(.newline)),
    Binding(.prompt, Key(.tab), .prompt(.complete)),
    Binding(.prompt, Key(.up), .prompt(.up)),
    Binding(.prompt, Key(.character("p"), .control), .prompt(.up)),
    Binding(.prompt, Key(.down), .prompt(.down)),
    Binding(.prompt, Key(.character("n"), .control), .prompt(.down)),
    Binding(.prompt, Key(.character("r"), .control), .prompt(.searchHistory)),
    Binding(.prompt, Key(.character("g"), .control), .prompt(.editExternally)),
    Binding(.prompt, Key(.left), .edit(.moveLeft)),
    Binding(.prompt, Key(.character("b"), .control), .edit(.moveLeft)),
    Binding(.prompt, Key(.right), .edit(.moveRight)),
    Binding(.prompt, Key(.character("f"), .control), .edit(.moveRight)),
    Binding(.prompt, Key(.character("b"), .alt), .edit(.moveWordLeft)),
    Binding(.prompt, Key(.left, .control), .edit(.moveWordLeft)),
    Binding(.prompt, Key(.left, .alt), .edit(.moveWordLeft)),
    Binding(.prompt, Key(.character("f"), .alt), .edit(.moveWordRight)),
    Binding(.prompt, Key(.right, .control), .edit(.moveWordRight)),
    Binding(.prompt, Key(.right, .alt), .edit(.moveWordRight)),
    Binding(.prompt, Key(.character("a"), .control), .edit(.moveToLineStart)),
    Binding(.prompt, Key(.home), .edit(.moveToLineStart)),
    Binding(.prompt, Key(.character("e"), .control), .edit(.moveToLineEnd)),
    Binding(.prompt, Key(.end), .edit(.moveToLineEnd)),
    Binding(.prompt, Key(.backspace), .edit(.deleteBackward)),
    Binding(.prompt, Key(.backspace, .shift), .edit(.deleteBackward)),
    Binding(.prompt, Key(.character("h"), .control), .edit(.deleteBackward)),
    Binding(.prompt, Key(.delete), .edit(.deleteForward)),
    Binding(.prompt, Key(.character("d"), .control), .prompt(.deleteForwardOrQuit)),
    Binding(.prompt, Key(.character("k"), .control), .edit(.killToLineEnd)),
    Binding(.prompt, Key(.character("u"), .control), .edit(.killToLineStart)),
    Binding(.prompt, Key(.character("w"), .control), .edit(.killToWhitespace)),
    Binding(.prompt, Key(.backspace, .alt), .edit(.killWordBackward)),
    Binding(.prompt, Key(.backspace, .control), .edit(.killWordBackward)),
    Binding(.prompt, Key(.character("d"), .alt), .edit(.killWordForward)),
    Binding(.prompt, Key(.character("y"), .control), .edit(.yank)),
    Binding(.prompt, Key(.character("y"), .alt), .edit(.yankPop)),
    Binding(.prompt, Key(.character("t"), .control), .edit(.transpose)),
    Binding(.prompt, Key(.character("_"), .control), .edit(.undo)),
    Binding(.prompt, Key(.character("/"), .control), .edit(.undo)),
    Binding(.prompt, Key(.character("_"), .alt), .edit(.redo)),
    Binding(.prompt, Key(.character("e"), .alt), .edit(.expandPaste)),
  ]

  private static let transcript: [Binding] = [
    Binding(.transcript, Key(.character("k")), .scroll(.lineUp)),
    Binding(.transcript, Key(.up), .scroll(.lineUp)),
    Binding(.transcript, Key(.character("y"), .control), .scroll(.lineUp)),
    Binding(.transcript, Key(.character("j")), .scroll(.lineDown)),
    Binding(.transcript, Key(.down), .scroll(.lineDown)),
    Binding(.transcript, Key(.character("e"), .control), .scroll(.lineDown)),
    Binding(.transcript, Key(.enter), .scroll(.lineDown)),
    Binding(.transcript, Key(.character("u")), .scroll(.halfPageUp)),
    Binding(.transcript, Key(.character("u"), .control), .scroll(.halfPageUp)),
    Binding(.transcript, Key(.character("d")), .scroll(.halfPageDown)),
    Binding(.transcript, Key(.character("d"), .control), .scroll(.halfPageDown)),
    Binding(.transcript, Key(.character("b")), .scroll(.pageUp)),
    Binding(.transcript, Key(.character("b"), .control), .scroll(.pageUp)),
    Binding(.transcript, Key(.pageUp), .scroll(.pageUp)),
    Binding(.transcript, Key(.character(" ")), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("f")), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("f"), .control), .scroll(.pageDown)),
    Binding(.transcript, Key(.pageDown), .scroll(.pageDown)),
    Binding(.transcript, Key(.character("g")), .scroll(.top)),
    Binding(.transcript, Key(.home), .scroll(.top)),
    Binding(.transcript, Key(.character("G")), .scroll(.end)),
    Binding(.transcript, Key(.end), .scroll(.end)),
    Binding(.transcript, Key(.character("{")), .scroll(.previousPrompt)),
    Binding(.transcript, Key(.character("}")), .scroll(.nextPrompt)),
    Binding(.transcript, Key(.character("/")), .find(.forward)),
    Binding(.transcript, Key(.character("?")), .find(.backward)),
    Binding(.transcript, Key(.character("n")), .find(.next)),
    Binding(.transcript, Key(.character("N")), .find(.previous)),
    Binding(.transcript, Key(.character("q")), .scroll(.leave)),
    Binding(.transcript, Key(.tab), .scroll(.leave)),
  ]

  private static let compare: [Binding] = [
    Binding(.compare, Key(.enter), .compare(.chooseFocused)),
    Binding(.compare, Key(.character("1")), .compare(.chooseFirst)),
    Binding(.compare, Key(.character("2")), .compare(.chooseSecond)),
    Binding(.compare, Key(.tab), .compare(.focusOther)),
    Binding(.compare, Key(.left), .compare(.focusFirst)),
    Binding(.compare, Key(.right), .compare(.focusSecond)),
  ]

  private static let list: [Binding] = [
    Binding(.list, Key(.enter), .list(.choose)),
    Binding(.list, Key(.enter, .alt), .list(.chooseOnce)),
    Binding(.list, Key(.up), .list(.up)),
    Binding(.list, Key(.character("p"), .control), .list(.up)),
    Binding(.list, Key(.down), .list(.down)),
    Binding(.list, Key(.character("n"), .control), .list(.down)),
    Binding(.list, Key(.pageUp), .list(.pageUp)),
    Binding(.list, Key(.pageDown), .list(.pageDown)),
    Binding(.list, Key(.home), .list(.top)),
    Binding(.list, Key(.end), .list(.end)),
    Binding(.list, Key(.backspace), .list(.deleteBackward)),
    Binding(.list, Key(.character("u"), .control), .list(.clearFilter)),
  ]

  private static let sessions: [Binding] = [
    Binding(.sessions, Key(.character("r"), .control), .session(.rename)),
    Binding(.sessions, Key(.character("d"), .control), .session(.delete)),
    Binding(.sessions, Key(.delete), .session(.delete)),
    Binding(.sessions, Key(.character("z"), .control), .session(.undo)),
    Binding(.sessions, Key(.tab), .session(.toggleScope)),
  ]

  private static let dialogs: [Binding] = [
    Binding(.question, Key(.enter), .dialog(.send)),
    Binding(.question, Key(.backspace), .dialog(.deleteBackward)),
    Binding(.question, Key(.character("h"), .control), .dialog(.deleteBackward)),
    Binding(.question, Key(.character("u"), .control), .dialog(.clear)),
    Binding(.signIn, Key(.enter), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("o")), .dialog(.openBrowser)),
    Binding(.signIn, Key(.character("c")), .dialog(.copyAddress)),
    Binding(.confirmation, Key(.enter), .dialog(.sendAnyway)),
    Binding(.confirmation, Key(.character("s")), .dialog(.sendCheaper)),
  ]

  private static let find: [Binding] = [
    Binding(.find, Key(.enter), .find(.accept)),
    Binding(.find, Key(.backspace), .find(.deleteBackward)),
  ]
}
