internal import TextModel

/// JSON, YAML, TOML, INI.
extension CodeLanguage {
  static let json = CodeLanguage(
    Alphabet(keywords: "true false null NaN Infinity", capitals: .nothing, callMarks: ""),
    main: slashComments + [
      LexRule(pattern: .quoted(UInt8(ascii: "\""), before: Byte.colon), role: .codeAttribute),
      doubleQuoted, singleQuoted,
      .run(.wordStart, .word, .codeAttribute, before: ":"), .number, .word,
    ],
    [commentContext, stringContext, characterContext])

  /// What may be a key without quotes, blanks within it too.
  private static let yamlKey = ByteSet.word.union(ByteSet("-./$ "))
  private static let scalarWords = Alphabet(
    keywords: "true false null yes no on off True False Null ~", capitals: .nothing,
    wordCharacters: "-./", callMarks: "")

  static let yaml = CodeLanguage(
    scalarWords,
    main: [
      .comment("#", at: .behindBlank), .line("---", .codeAttribute, at: .firstColumn),
      .line("...", .codeAttribute, at: .firstColumn), .line("%", .codeAttribute, at: .firstColumn),
      LexRule.text("- ", .codeBlock, at: .lineStart).keepingLineStart(),
      LexRule(
        pattern: .quoted(UInt8(ascii: "\""), before: Byte.colon), role: .codeAttribute),
      .run(.word, yamlKey, .codeAttribute, before: ": ", at: .lineStart),
      .run(ByteSet("<"), ByteSet("<"), .codeAttribute, before: ":", at: .lineStart),
      .run(.word, yamlKey, .codeAttribute, before: ":", at: .lineStart),
      .run(.wordStart, ByteSet.word.union(ByteSet("-")), .codeAttribute, before: ": "),
      .run(ByteSet("&*!"), ByteSet.word.union(ByteSet("-!")), .codeType, at: .behindBlank),
      .run(ByteSet("|>"), ByteSet("+-123456789"), .codeKeyword, at: .behindBlank),
      // Within a plain value a quote is an apostrophe.
      .text("\"", .codeString, .push("string"), at: .yamlValue),
      .text("'", .codeString, .push("text"), at: .yamlValue), .number, .word,
    ],
    [("string", .string("\"")), ("text", .string("'", escape: "'"))])

  static let toml = CodeLanguage(
    Alphabet(
      keywords: "true false inf nan", capitals: .nothing, wordCharacters: "-", callMarks: ""),
    main: [
      .comment("#"), .text("[", .codeType, .push("table"), at: .lineStart),
      .run(
        ByteSet.word, ByteSet.word.union(ByteSet("-.\"' ")), .codeAttribute, before: "=",
        at: .lineStart),
      LexRule(
        pattern: .quoted(UInt8(ascii: "\""), before: UInt8(ascii: "=")), role: .codeAttribute),
      .run(ByteSet.word, ByteSet.word.union(ByteSet("-.")), .codeAttribute, before: "="),
      .text("\"\"\"", .codeString, .push("long string")),
      .text("'''", .codeString, .push("long text")),
      .text("\"", .codeString, .push("string")), .text("'", .codeString, .push("text")),
      .number, .word,
    ],
    [
      ("string", .string("\"", lineEnd: .pops)),
      ("text", .string("'", escape: nil, lineEnd: .pops)),
      ("long string", .string("\"\"\"")), ("long text", .string("'''", escape: nil)),
      (
        "table",
        LexContext(role: .codeType, rules: [.comment("#", at: .behindBlank)], lineEnd: .pops)
      ),
    ])

  static let ini = CodeLanguage(
    scalarWords,
    main: [
      .line("#", .codeComment), .line(";", .codeComment), .line("[", .codeType),
      .run(.word, ByteSet.word.union(ByteSet("-. ")), .codeAttribute, before: "=", at: .lineStart),
      .run(.word, ByteSet.word.union(ByteSet("-.")), .codeAttribute, before: ":", at: .lineStart),
      .text("\"", .codeString, .push("string")), .number, .word,
    ],
    [("string", .string("\"", lineEnd: .pops))])
}
