internal import TextModel

/// JavaScript, TypeScript, Python, Ruby, PHP, Lua, Haskell.
extension CodeLanguage {
  private static let scriptKeywords = """
    as async await break case catch class const continue debugger default delete do else export
    extends false finally for from function get if import in instanceof let new null of return set
    static super switch this throw true try typeof undefined var void while with yield
    """
  private static let scriptRules: [LexRule] =
    slashComments + [
      .marked("@"), doubleQuoted, singleQuoted, .text("`", .codeString, .push("template")),
      LexRule(pattern: .regularExpression, role: .codeString, place: .behindOperator), .number,
      .word,
    ]
  private static let scriptContexts: [(name: String, context: LexContext)] = [
    commentContext,
    ("string", .string("\"", lineEnd: .popsUnlessContinued)),
    ("character", .string("'", lineEnd: .popsUnlessContinued)),
    (
      "template",
      .string(
        "`",
        [
          .text("\\$", .codeString), .text("${", .codeString, .push("brace")),
        ])
    ),
  ]

  static let javascript = CodeLanguage(
    Alphabet(keywords: scriptKeywords, startCharacters: "$"), main: scriptRules, scriptContexts)

  static let typescript = CodeLanguage(
    Alphabet(
      keywords: scriptKeywords + """
         abstract asserts declare enum implements infer interface is keyof module namespace
        override private protected public readonly satisfies type unique
        """,
      types: "any bigint boolean never number object string symbol unknown", startCharacters: "$"),
    main: scriptRules, scriptContexts)

  static let python = CodeLanguage(
    Alphabet(
      keywords: """
        False None True and as assert async await break case class continue def del elif else
        except finally for from global if import in is lambda match nonlocal not or pass raise
        return self try type while with yield
        """,
      types: """
        bool bytearray bytes complex dict float frozenset int list memoryview object set str tuple
        """),
    main: [
      .comment("#"),
      .run(ByteSet("@"), ByteSet.word.union(ByteSet(".")), .codeAttribute, at: .lineStart),
    ] + pythonStrings + [
      .text(">>>", .codeAttribute, at: .lineStart), .number, .word,
    ],
    [
      ("\"\"\"", .string("\"\"\"")), ("'''", .string("'''")),
      ("\"", .string("\"", lineEnd: .popsUnlessContinued)),
      ("'", .string("'", lineEnd: .popsUnlessContinued)),
      ("f\"\"\"", .string("\"\"\"", pythonValues)), ("f'''", .string("'''", pythonValues)),
      ("f\"", .string("\"", lineEnd: .popsUnlessContinued, pythonValues)),
      ("f'", .string("'", lineEnd: .popsUnlessContinued, pythonValues)),
    ])
  private static let pythonValues: [LexRule] = [
    .text("{{", .codeString), .text("{", .codeString, .push("brace")),
  ]
  private static let pythonPrefixes =
    ["rf", "fr", "rb", "br", "rt", "tr", "f", "t", "r", "b", "u"].flatMap { prefix in
      prefix.reduce([""]) { made, letter in
        made.flatMap { [$0 + String(letter), $0 + letter.uppercased()] }
      }
    } + [""]
  /// Every prefix with every quote, the longer ones first.
  private static let pythonStrings: [LexRule] = ["\"\"\"", "'''", "\"", "'"].flatMap { quote in
    pythonPrefixes.map { prefix in
      let isFormat = prefix.contains { "fFtT".contains($0) }
      return LexRule.text(
        prefix + quote, .codeString, .push((isFormat ? "f" : "") + quote))
    }
  }

  static let ruby = CodeLanguage(
    Alphabet(
      keywords: """
        BEGIN END __FILE__ __LINE__ alias and attr_accessor attr_reader attr_writer begin break case
        class def defined? do else elsif end ensure extend false for if in include module next nil
        not or private protected public raise redo require require_relative rescue retry return
        self super then true undef unless until when while yield
        """, wordCharacters: "?!"),
    main: [
      .comment("#"), .text("=begin", .codeComment, .push("comment"), at: .firstColumn),
      .text("__END__", .codeComment, .push("end"), at: .firstColumn),
      .heredoc("<<~"), .heredoc("<<-"),
      .heredoc("<<", startingWith: .upperCase, at: .behindBlank),
      .heredoc("<<", startingWith: .upperCase, at: .behindOperator),
    ] + rubyLiterals + [
      doubleQuoted, singleQuoted, .text("`", .codeString, .push("command")),
      LexRule(pattern: .regularExpression, role: .codeString, place: .behindOperator),
      LexRule(pattern: .regularExpression, role: .codeString, place: .behindBlank),
      .run(ByteSet("@$"), ByteSet.word.union(ByteSet("@")), .codeAttribute),
      .text("::", .codeBlock),
      LexRule(
        pattern: .run(first: ByteSet(":"), rest: .word, before: nil), role: .codeAttribute,
        place: .behindOperator),
      .run(.wordStart, .word, .codeAttribute, before: ": "), .number, .word,
    ],
    [
      (
        "comment",
        LexContext(
          role: .codeComment, rules: [.text("=end", .codeComment, .pop, at: .firstColumn)])
      ),
      ("end", LexContext(role: .codeComment, rules: [])),
      ("string", .string("\"", rubyValues)), ("character", .string("'")),
      ("command", .string("`", rubyValues)), ("heredoc", .heredoc(rubyValues)),
    ]
      + rubyBrackets.map { open, close in
        let nesting: [LexRule] =
          open == close ? [] : [.text(open, .codeString, .push("%" + open))]
        return ("%" + open, .string(close, rubyValues + nesting))
      })
  private static let rubyBrackets = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("|", "|"), ("!", "!"), ("/", "/"),
  ]
  /// `%w[…]` and its like; without a letter only brackets behind a blank.
  private static let rubyLiterals: [LexRule] =
    rubyBrackets.flatMap { open, _ in
      "wWiIqQrxs".map { .text("%\($0)" + open, .codeString, .push("%" + open)) }
    }
    + ["(", "[", "{"].map { .text("%" + $0, .codeString, .push("%" + $0), at: .behindBlank) }
  private static let rubyValues: [LexRule] = [.text("#{", .codeString, .push("brace"))]

  static let php = CodeLanguage(
    Alphabet(
      keywords: """
        abstract and array as break callable case catch class clone const continue declare default
        do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum exit
        extends false final finally fn for foreach function global goto if implements include
        include_once instanceof insteadof interface isset list match namespace new null or parent
        print private protected public readonly require require_once return self static switch
        throw trait true try unset use var while xor yield
        """,
      types: "bool float int iterable mixed never object string void"),
    main: slashComments + [
      .text("#[", .codeAttribute), .comment("#"), .text("<?php", .codeAttribute),
      .text("<?=", .codeAttribute), .text("?>", .codeAttribute, .push("outside")), .marked("$"),
      .heredoc("<<<"), doubleQuoted, singleQuoted, .number, .word,
    ],
    [
      commentContext, ("string", .string("\"", phpValues)), ("character", .string("'")),
      ("heredoc", .heredoc(phpValues, endsAt: .word)),
      (
        "outside",
        LexContext(
          role: .codeBlock,
          rules: [.text("<?php", .codeAttribute, .pop), .text("<?=", .codeAttribute, .pop)])
      ),
    ])
  private static let phpValues: [LexRule] = [
    .text("{$", .codeAttribute, .push("brace")), .run(ByteSet("$"), .word, .codeAttribute),
  ]

  static let lua = CodeLanguage(
    Alphabet(
      keywords: """
        and break do else elseif end false for function goto if in local nil not or repeat return
        self then true until while
        """, capitals: .nothing),
    main: [
      .text("--[[", .codeComment, .push("comment")), .comment("--"),
      .fence("[", run: "=", "[", ends: "]", and: "]", .push("raw")), doubleQuoted, singleQuoted,
      .number, .word,
    ],
    [
      ("comment", .comment(to: "]]")), stringContext, characterContext, ("raw", .terminated()),
    ])

  static let haskell = CodeLanguage(
    Alphabet(
      keywords: """
        as case class data default deriving do else family forall foreign hiding if import in infix
        infixl infixr instance let mdo module newtype of proc qualified rec then type where
        """, wordCharacters: "'"),
    main: [
      .text("{-#", .codeAttribute, .push("pragma")), .text("{-", .codeComment, .push("comment")),
      .comment("--"), doubleQuoted, LexRule(pattern: .character, role: .codeString), .number,
      .word,
    ],
    [
      ("comment", .comment(to: "-}", nestingAt: "{-")), stringContext,
      ("pragma", LexContext(role: .codeAttribute, rules: [.text("#-}", .codeAttribute, .pop)])),
    ])
}
