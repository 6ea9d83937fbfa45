internal import TextModel

/// What is written to be run: shell, Dockerfile, Makefile, SQL.
extension CodeLanguage {
  private static let shellKeywords = """
    if then elif else fi for while until do done case esac in function select time return exit
    break continue local export readonly declare typeset unset set shift trap eval exec source
    alias true false
    """
  private static let shellCommands = """
    awk bash cat cd chmod chown cp curl cut docker echo env find git go grep head jq kill ln ls make
    mkdir mv npm npx pip printf pwd python python3 read rm sed sleep sort ssh sudo swift tail tar
    tee test touch tr uniq wc wget which xargs yarn cargo kubectl node brew apt apt-get systemctl
    """
  /// Values, in strings too.
  private static let shellValues: [LexRule] = [
    .text("\\$", .codeString), .text("$((", .codeAttribute, .push("arithmetic")),
    .text("$(", .codeAttribute, .push("paren")), .text("${", .codeAttribute, .push("value")),
    .run(ByteSet("$"), .word, .codeAttribute), .text("$?", .codeAttribute),
    .text("$@", .codeAttribute), .text("$#", .codeAttribute), .text("$!", .codeAttribute),
  ]
  private static let shellRules: [LexRule] =
    [
      .comment("#", at: .behindBlank), .text("\\'", .codeBlock), .text("\\\"", .codeBlock),
      .text("\\`", .codeBlock), .text("\\\\", .codeBlock),
      .text("$'", .codeString, .push("escaped")),
    ] + shellValues + [
      .text("((", .codeAttribute, .push("arithmetic line"), at: .behindBlank),
      .text("<<<", .codeBlock), .heredoc("<<-"), .heredoc("<<"), .heredoc("<< "),
      .text("\"", .codeString, .push("string")), .text("'", .codeString, .push("character")),
      .text("`", .codeString, .push("command")),
      .text("$ ", .codeAttribute, at: .firstColumn),
      .run(ByteSet("-"), ByteSet.word.union(ByteSet("-")), .codeAttribute, at: .behindBlank),
      .run(.wordStart, .word, .codeAttribute, before: "=", at: .lineStart), .number, .word,
    ]
  private static let arithmeticRules: [LexRule] = [
    .text("))", .codeAttribute, .pop), .marked("$"), .number, .word,
  ]
  private static let shellContexts: [(name: String, context: LexContext)] = [
    ("string", .string("\"", shellValues)), ("character", .string("'", escape: nil)),
    ("escaped", .string("'")), ("command", .string("`", shellValues)),
    (
      "value",
      LexContext(
        role: .codeAttribute,
        rules: [
          .text("${", .codeAttribute, .push("value")), .text("}", .codeAttribute, .pop),
        ])
    ),
    ("arithmetic", LexContext(role: .codeBlock, rules: arithmeticRules)),
    (
      "arithmetic line",
      LexContext(role: .codeBlock, rules: arithmeticRules, lineEnd: .popsUnlessContinued)
    ),
    ("heredoc", .heredoc(shellValues)),
  ]

  private static let shellAlphabet = Alphabet(
    keywords: shellKeywords, functions: shellCommands, capitals: .nothing, wordCharacters: "-",
    callMarks: "(")

  static let shell = CodeLanguage(shellAlphabet, main: shellRules, shellContexts)

  /// What was typed and what came back: behind a prompt stands a command, all
  /// else is no code.
  static let console = CodeLanguage(
    shellAlphabet,
    main: [
      .line("#", .codeComment, at: .firstColumn),
      .text("$ ", .codeAttribute, .push("command line"), at: .firstColumn),
      .text("% ", .codeAttribute, .push("command line"), at: .firstColumn),
      .text("> ", .codeAttribute, .push("command line"), at: .firstColumn),
      .run(
        .word, ByteSet.word.union(ByteSet("@:~/.-")), .codeAttribute, before: "$ ",
        at: .firstColumn, .push("command line")),
      LexRule.run(.all, ByteSet(), .codeBlock, at: .firstColumn, .push("output")).ahead(),
    ],
    shellContexts + [
      (
        "command line",
        LexContext(role: .codeBlock, rules: shellRules, lineEnd: .popsUnlessContinued)
      ),
      ("output", LexContext(role: .codeBlock, rules: [], lineEnd: .pops)),
    ])

  static let dockerfile = CodeLanguage(
    Alphabet(
      keywords: """
        FROM AS RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG
        ONBUILD STOPSIGNAL HEALTHCHECK SHELL
        """, functions: shellCommands, capitals: .nothing, wordCharacters: "-"),
    main: [.line("#", .codeComment)] + shellRules, shellContexts)

  static let makefile = CodeLanguage(
    Alphabet(
      keywords: """
        ifeq ifneq ifdef ifndef else endif include define endef export unexport override private
        vpath sinclude
        """, functions: shellCommands, capitals: .nothing, wordCharacters: "-"),
    main: [
      .comment("#"),
      .run(ByteSet("."), ByteSet.upperCase.union(ByteSet("_")), .codeKeyword, at: .firstColumn),
      .text("\t@", .codeAttribute, at: .firstColumn),
      .text("\t-", .codeAttribute, at: .firstColumn),
      .run(makeName, makeName, .codeAttribute, before: ":=", at: .firstColumn),
      .run(makeName, makeName, .codeAttribute, before: "::=", at: .firstColumn),
      .run(makeName, makeName.union(.blanks), .codeFunction, before: ":", at: .firstColumn),
      .run(makeName, makeName, .codeAttribute, before: "=", at: .firstColumn),
      .run(makeName, makeName, .codeAttribute, before: "?=", at: .firstColumn),
      .run(makeName, makeName, .codeAttribute, before: "+=", at: .firstColumn),
      .text("$$", .codeAttribute), .text("$(", .codeAttribute, .push("call")),
      .text("${", .codeAttribute, .push("variable")),
      .run(ByteSet("$"), ByteSet("@<^?*+%"), .codeAttribute),
      .text("\"", .codeString, .push("string")), .text("'", .codeString, .push("character")),
      .number, .word,
    ],
    [
      (
        "call",
        LexContext(
          role: .codeAttribute,
          rules: [
            .text("$(", .codeAttribute, .push("call")), .text("(", .codeAttribute, .push("call")),
            .text(")", .codeAttribute, .pop),
          ], lineEnd: .popsUnlessContinued)
      ),
      (
        "variable",
        LexContext(
          role: .codeAttribute, rules: [.text("}", .codeAttribute, .pop)], lineEnd: .pops)
      ),
      (
        "string",
        .string(
          "\"", lineEnd: .popsUnlessContinued,
          [
            .text("$(", .codeAttribute, .push("call")), .text("$$", .codeAttribute),
          ])
      ),
      ("character", .string("'", escape: nil, lineEnd: .popsUnlessContinued)),
    ])
  private static let makeName = ByteSet.word.union(ByteSet("-./%$()"))

  static let sql = CodeLanguage(
    Alphabet(
      keywords: """
        add all alter analyze and any as asc begin between by cascade case check column commit
        conflict constraint create cross cte current_date current_timestamp database default
        deferrable delete desc distinct do drop else end except exists explain false fetch filter
        first for foreign from full function grant group having if ilike in index inner insert
        intersect interval into is join key language lateral left like limit materialized natural not
        nothing null nulls offset on or order outer over partition primary procedure recursive
        references replace returning returns revoke right rollback row rows schema select sequence
        set some table temporary then to transaction trigger true truncate union unique update
        using vacuum values view when where window with
        """,
      types: """
        bigint binary bit blob boolean bool bytea char character date datetime decimal double float
        int integer json jsonb money numeric precision real serial smallint string text time
        timestamp timestamptz tinyint uuid varbinary varchar
        """, ignoresCase: true, capitals: .nothing),
    main: [
      .comment("--"), .text("/*", .codeComment, .push("comment")),
      .fence("$", run: sqlTag, "$", ends: "$", and: "$", .push("raw")),
      .text("'", .codeString, .push("text")), .text("\"", .codeAttribute, .push("name")),
      .text("`", .codeAttribute, .push("quoted name")),
      .run(ByteSet("@:$"), .word, .codeAttribute), .number, .word,
    ],
    [
      nestingCommentContext, ("text", .string("'", escape: "'")), ("raw", .terminated()),
      (
        "name",
        LexContext(
          role: .codeAttribute, rules: [.text("\"", .codeAttribute, .pop)], lineEnd: .pops)
      ),
      (
        "quoted name",
        LexContext(
          role: .codeAttribute, rules: [.text("`", .codeAttribute, .pop)], lineEnd: .pops)
      ),
    ])
  private static let sqlTag = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
}
