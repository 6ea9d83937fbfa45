internal import TextModel

/// HTML, XML, CSS, Markdown.
extension CodeLanguage {
  private static let tagName = ByteSet.word.union(ByteSet("-:."))
  private static let attributeName = ByteSet.word.union(ByteSet("-:.@#*"))
  private static let noWords = Alphabet(keywords: "", capitals: .nothing, callMarks: "")

  /// What a tag holds; `end` is what its closing does.
  private static func tag(_ end: LexRule.Action) -> LexContext {
    LexContext(
      role: .codeBlock,
      rules: [
        .text("/>", .codeKeyword, .pop), .text(">", .codeKeyword, end),
        .text("\"", .codeString, .push("double")), .text("'", .codeString, .push("single")),
        .run(attributeName, attributeName, .codeAttribute), .number,
      ])
  }
  private static let markupContexts: [(name: String, context: LexContext)] = [
    ("comment", .comment(to: "-->")), ("tag", tag(.pop)),
    ("double", .string("\"", escape: nil, [.run(ByteSet("&"), .word, .codeNumber)])),
    ("single", .string("'", escape: nil)),
    (
      "declaration",
      LexContext(
        role: .codeAttribute,
        rules: [.text("\"", .codeString, .push("double")), .text(">", .codeAttribute, .pop)])
    ),
    ("data", LexContext(role: .codeString, rules: [.text("]]>", .codeAttribute, .pop)])),
  ]
  private static let markupRules: [LexRule] = [
    .text("<!--", .codeComment, .push("comment")),
    .folded("<![cdata[", .codeAttribute, .push("data")),
    .text("<!", .codeAttribute, .push("declaration")),
    .text("<?", .codeAttribute, .push("declaration")),
    .text("</", .codeKeyword, .push("name")), .text("<", .codeKeyword, .push("name")),
    .run(ByteSet("&"), ByteSet.word.union(ByteSet("#;")), .codeNumber),
  ]
  /// The name of a tag, and then what the tag holds; `<` before anything but a
  /// letter is none.
  private static let nameContext = (
    name: "name",
    context: LexContext(
      role: .codeBlock,
      rules: [
        .run(.letters, tagName, .codeKeyword, .exchange("tag")),
        .run(.all, ByteSet(), .codeBlock, .pop).ahead(),
      ], lineEnd: .pops)
  )

  static let html = CodeLanguage(
    noWords,
    main: [
      .folded("<script", .codeKeyword, .push("script")),
      .folded("<style", .codeKeyword, .push("style")),
    ] + markupRules,
    markupContexts + [
      nameContext, ("script", tag(.enter(.javascript, until: "</script"))),
      ("style", tag(.enter(.css, until: "</style"))),
    ])

  static let xml = CodeLanguage(noWords, main: markupRules, markupContexts + [nameContext])

  private static let cssName = ByteSet.word.union(ByteSet("-"))
  private static let cssComments: [LexRule] = [
    .text("/*", .codeComment, .push("comment")), .comment("//", at: .lineStart),
  ]
  private static let cssValues: [LexRule] = [
    .text("\"", .codeString, .push("double")), .text("'", .codeString, .push("single")),
    .run(ByteSet("@$"), cssName, .codeKeyword), .run(ByteSet("!"), cssName, .codeKeyword),
  ]

  static let css = CodeLanguage(
    Alphabet(keywords: "", capitals: .nothing, wordCharacters: "-", startCharacters: "-"),
    main: cssComments + cssValues + [
      .run(ByteSet(".#"), cssName, .codeType),
      .run(ByteSet(":"), cssName.union(ByteSet(":")), .codeFunction),
      .text("{", .codeBlock, .push("rules")), .text("[", .codeBlock, .push("attribute")),
      .number, .run(.wordStart, cssName, .codeType),
    ],
    [
      ("comment", .comment(to: "*/")), ("double", .string("\"", lineEnd: .popsUnlessContinued)),
      ("single", .string("'", lineEnd: .popsUnlessContinued)),
      (
        "attribute",
        LexContext(
          role: .codeAttribute,
          rules: [
            .text("\"", .codeString, .push("double")), .text("]", .codeBlock, .pop),
          ], lineEnd: .pops)
      ),
      (
        "rules",
        LexContext(
          role: .codeBlock,
          rules: cssComments + [
            .text("}", .codeBlock, .pop), .text("{", .codeBlock, .push("rules")),
            .run(cssName, cssName, .codeAttribute, before: ":", at: .behindBlank),
            .text(":", .codeBlock, .push("value")),
          ] + cssValues + [
            .run(ByteSet(".#&"), cssName, .codeType), .number,
            .run(.wordStart, cssName, .codeAttribute),
          ])
      ),
      (
        "value",
        LexContext(
          role: .codeBlock,
          rules: cssComments + [
            .text("}", .codeBlock, .pop).ahead(), .text(";", .codeBlock, .pop),
            .text("{", .codeBlock, .pop).ahead(),
            .run(ByteSet("#"), .word, .codeNumber),
          ] + cssValues + [
            .run(
              ByteSet.digits.union(ByteSet(".")), ByteSet.word.union(ByteSet(".%")), .codeNumber),
            .word,
          ])
      ),
    ])

  static let markdown = CodeLanguage(
    noWords,
    main: [
      .line("# ", .codeKeyword), .line("##", .codeKeyword),
      LexRule(pattern: .codeFence(Byte.backtick), role: .codeAttribute, place: .lineStart),
      LexRule(pattern: .codeFence(Byte.tilde), role: .codeAttribute, place: .lineStart),
      .line("---", .codeAttribute),
      LexRule.text(">", .codeComment, at: .lineStart).keepingLineStart(),
      LexRule.text("- ", .codeAttribute, at: .lineStart).keepingLineStart(),
      LexRule.text("* ", .codeAttribute, at: .lineStart).keepingLineStart(),
      LexRule.text("+ ", .codeAttribute, at: .lineStart).keepingLineStart(),
      LexRule.run(.digits, .digits, .codeNumber, before: ". ", at: .lineStart),
      .text("<!--", .codeComment, .push("comment")), .text("``", .codeString),
      .text("`", .codeString, .push("code")), .text("**", .codeType, .push("strong")),
      .text("](", .codeFunction, .push("address")), .text("[", .codeFunction),
      .text("]", .codeFunction), .run(ByteSet("|"), ByteSet("|"), .codeAttribute),
      .run(.wordStart, .word, .codeBlock),
    ],
    [
      ("comment", .comment(to: "-->")), ("code", .string("`", escape: nil, lineEnd: .pops)),
      (
        "strong",
        LexContext(
          role: .codeType, rules: [.text("**", .codeType, .pop)], lineEnd: .pops)
      ),
      (
        "address",
        LexContext(
          role: .codeString, rules: [.text(")", .codeFunction, .pop)], lineEnd: .pops)
      ),
    ])
}
