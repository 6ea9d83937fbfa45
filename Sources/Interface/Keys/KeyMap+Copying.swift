/// Keys that take text out of the transcript.
extension KeyMap {
  static let copying: [Binding] = taking + yanking + selecting + naming

  private static let taking: [Binding] = [
    Binding(.transcript, Key(.character("v")), .copy(.selectCharacters)),
    Binding(.transcript, Key(.character("V")), .copy(.selectLines)),
    Binding(.transcript, Key(.character("Y")), .copy(.yankMessage)),
    Binding(.transcript, Key(.character("r")), .copy(.toggleRaw)),
    Binding(.transcript, Key(.character("o")), .copy(.openLink)),
    Binding(.transcript, Key(.character("e")), .copy(.openInEditor)),
    Binding(.transcript, Key(.character("w")), .copy(.writeToFile)),
    Binding(.transcript, Key(.character("P")), .copy(.printAll)),
  ]

  private static let yanking: [Binding] = [
    yank(Key(.character("y")), .yankMessage), yank(Key(.enter), .yankMessage),
    yank(Key(.character("a")), .lastAnswer), yank(Key(.character("p")), .lastPrompt),
    yank(Key(.character("c")), .nearestCode), yank(Key(.character("e")), .editCode),
    yank(Key(.character("1")), .codeBlock1), yank(Key(.character("2")), .codeBlock2),
    yank(Key(.character("3")), .codeBlock3), yank(Key(.character("4")), .codeBlock4),
    yank(Key(.character("5")), .codeBlock5), yank(Key(.character("6")), .codeBlock6),
    yank(Key(.character("7")), .codeBlock7), yank(Key(.character("8")), .codeBlock8),
    yank(Key(.character("9")), .codeBlock9),
    Binding(.links, Key(.character("y")), .copy(.copyLink)),
  ]

  private static func yank(_ key: Key, _ command: CopyCommand) -> Binding {
    Binding(.transcript, [Key(.character("y")), key], .copy(command))
  }

  private static let selecting: [Binding] = [
    Binding(.selection, Key(.character("y")), .copy(.yankSelection)),
    Binding(.selection, Key(.character("Y")), .copy(.yankSelection)),
    Binding(.selection, Key(.character("h")), .select(.left)),
    Binding(.selection, Key(.left), .select(.left)),
    Binding(.selection, Key(.character("l")), .select(.right)),
    Binding(.selection, Key(.right), .select(.right)),
    Binding(.selection, Key(.character("k")), .select(.up)),
    Binding(.selection, Key(.up), .select(.up)),
    Binding(.selection, Key(.character("j")), .select(.down)),
    Binding(.selection, Key(.down), .select(.down)),
    Binding(.selection, Key(.enter), .select(.down)),
    Binding(.selection, Key(.character("w")), .select(.nextWord)),
    Binding(.selection, Key(.character("b")), .select(.previousWord)),
    Binding(.selection, Key(.character("e")), .select(.wordEnd)),
    Binding(.selection, Key(.character("0")), .select(.lineStart)),
    Binding(.selection, Key(.home), .select(.lineStart)),
    Binding(.selection, Key(.character("^")), .select(.firstCharacter)),
    Binding(.selection, Key(.character("$")), .select(.lineEnd)),
    Binding(.selection, Key(.end), .select(.lineEnd)),
    Binding(.selection, Key(.character("g")), .select(.top)),
    Binding(.selection, Key(.character("G")), .select(.end)),
    Binding(.selection, Key(.character("{")), .select(.previousParagraph)),
    Binding(.selection, Key(.character("}")), .select(.nextParagraph)),
    Binding(.selection, Key(.character("u")), .select(.halfPageUp)),
    Binding(.selection, Key(.character("u"), .control), .select(.halfPageUp)),
    Binding(.selection, Key(.character("d")), .select(.halfPageDown)),
    Binding(.selection, Key(.character("d"), .control), .select(.halfPageDown)),
    Binding(.selection, Key(.character("b"), .control), .select(.pageUp)),
    Binding(.selection, Key(.pageUp), .select(.pageUp)),
    Binding(.selection, Key(.character("f"), .control), .select(.pageDown)),
    Binding(.selection, Key(.pageDown), .select(.pageDown)),
    Binding(.selection, Key(.character("o")), .select(.swapEnds)),
    Binding(.selection, Key(.character("q")), .select(.finish)),
  ]

  private static let naming: [Binding] = [
    Binding(.fileName, Key(.enter), .copy(.acceptName)),
    Binding(.fileName, Key(.backspace), .copy(.shortenName)),
    Binding(.fileName, Key(.character("u"), .control), .copy(.clearName)),
  ]
}
