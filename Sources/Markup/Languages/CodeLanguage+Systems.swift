internal import TextModel

/// Swift, Rust, Go, Kotlin, Java, C#.
extension CodeLanguage {
  static let swift = CodeLanguage(
    Alphabet(
      keywords: """
        actor any as associatedtype async await borrowing break case catch class consuming continue
        convenience default defer deinit didSet do dynamic else enum extension fallthrough false
        fileprivate final for func get guard if import in indirect infix init inout internal is
        isolated lazy let macro mutating nil nonisolated nonmutating open operator optional
        override package postfix precedencegroup prefix private protocol public repeat required
        rethrows return self sending set some static struct subscript super switch throw throws
        true try typealias unowned var weak where while willSet yield Self
        """),
    main: slashComments + [
      .fence("", run: "#", needsRun: true, "\"\"\"", ends: "\"\"\"", .push("raw")),
      .fence("", run: "#", needsRun: true, "\"", ends: "\"", .push("raw line")),
      .run(ByteSet("#"), .word, .codeAttribute), .marked("@"),
      .text("\"\"\"", .codeString, .push("text")), doubleQuoted, .number,
      .run(ByteSet("`"), .word, .codeBlock), .word,
    ],
    [
      nestingCommentContext,
      ("string", .string("\"", lineEnd: .pops, [.text("\\(", .codeString, .push("paren"))])),
      ("text", .string("\"\"\"", [.text("\\(", .codeString, .push("paren"))])),
      ("raw", .terminated()), ("raw line", .terminated(lineEnd: .pops)),
    ])

  static let rust = CodeLanguage(
    Alphabet(
      keywords: """
        as async await box break const continue crate dyn else enum extern false fn for if impl in
        let loop macro_rules match mod move mut pub ref return self static struct super trait true
        try type union unsafe use where while yield
        """,
      types: """
        Self bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize
        """, capitals: .types, callMarks: "(!"),
    main: slashComments + [
      .text("#[", .codeAttribute, .push("attribute")),
      .text("#![", .codeAttribute, .push("attribute")),
      .fence("br", run: "#", "\"", ends: "\"", .push("raw")),
      .fence("r", run: "#", "\"", ends: "\"", .push("raw")),
      .text("b\"", .codeString, .push("string")), doubleQuoted,
      LexRule(pattern: .character, role: .codeString), .marked("'"), .number, .word,
    ],
    [
      nestingCommentContext, ("string", .string("\"")), ("raw", .terminated()),
      (
        "attribute",
        LexContext(
          role: .codeAttribute,
          rules: [
            .text("[", .codeAttribute, .push("attribute")), .text("]", .codeAttribute, .pop),
            doubleQuoted,
          ])
      ),
    ])

  static let go = CodeLanguage(
    Alphabet(
      keywords: """
        break case chan const continue default defer else fallthrough false for func go goto if
        interface import iota map nil package range return select struct switch true type var
        """,
      types: """
        any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32
        int64 rune string uint uint8 uint16 uint32 uint64 uintptr
        """, capitals: .nothing),
    main: slashComments + [
      doubleQuoted, singleQuoted, .text("`", .codeString, .push("raw")), .number, .word,
    ],
    [
      commentContext, stringContext, characterContext, ("raw", .string("`", escape: nil)),
    ])

  static let kotlin = CodeLanguage(
    Alphabet(
      keywords: """
        abstract actual annotation as break by catch class companion const constructor continue
        crossinline data do else enum expect external false final finally for fun get if import in
        infix init inline inner interface internal is lateinit noinline null object open operator
        out override package private protected public reified return sealed set super suspend
        tailrec this throw true try typealias val value var vararg when where while
        """, capitals: .types),
    main: slashComments + [
      .marked("@"), .text("\"\"\"", .codeString, .push("text")), doubleQuoted, singleQuoted,
      .number, .run(ByteSet("`"), ByteSet.word.union(.blanks).union(ByteSet("`")), .codeBlock),
      .word,
    ],
    [
      nestingCommentContext, characterContext,
      ("string", .string("\"", lineEnd: .pops, kotlinValues)),
      ("text", .string("\"\"\"", escape: nil, kotlinValues)),
    ])
  private static let kotlinValues: [LexRule] = [
    .text("\\$", .codeString), .text("${", .codeString, .push("brace")),
    .run(ByteSet("$"), .word, .codeAttribute),
  ]

  static let java = CodeLanguage(
    Alphabet(
      keywords: """
        abstract assert break case catch class const continue default def do else enum exports
        extends false final finally for goto if implements import in instanceof interface module
        native new null package permits private protected public record requires return sealed
        static strictfp super switch synchronized this throw throws transient true try var void
        volatile while yield
        """,
      types: "boolean byte char double float int long short"),
    main: slashComments + [
      .marked("@"), .text("\"\"\"", .codeString, .push("text")), doubleQuoted, singleQuoted,
      .number, .word,
    ],
    [commentContext, stringContext, characterContext, ("text", .string("\"\"\""))])

  static let csharp = CodeLanguage(
    Alphabet(
      keywords: """
        abstract add alias as ascending async await base break case catch checked class const
        continue default delegate descending do else enum event explicit extern false file finally
        fixed for foreach from get global goto group if implicit in init interface internal into is
        join let lock managed nameof namespace new not null on operator or orderby out override
        params partial private protected public readonly record ref remove required return scoped
        sealed select set sizeof stackalloc static struct switch this throw true try typeof
        unchecked unmanaged unsafe using value var virtual volatile when where while with yield
        """,
      types: """
        bool byte char decimal double dynamic float int long nint nuint object sbyte short string
        uint ulong ushort void
        """, capitals: .typesUnlessCalled, startCharacters: "@"),
    main: slashComments + [
      .line("#", .codeAttribute),
      .fence("$$\"\"", run: "\"", needsRun: true, "", ends: "\"\"", .push("raw")),
      .fence("$\"\"", run: "\"", needsRun: true, "", ends: "\"\"", .push("raw")),
      .fence("\"\"", run: "\"", needsRun: true, "", ends: "\"\"", .push("raw")),
      .text("$@\"", .codeString, .push("verbatim")),
      .text("@$\"", .codeString, .push("verbatim")), .text("@\"", .codeString, .push("verbatim")),
      .text("$\"", .codeString, .push("interpolated")), doubleQuoted, singleQuoted,
      .number, .word,
    ],
    [
      commentContext, stringContext, characterContext, ("raw", .terminated()),
      ("verbatim", .string("\"", escape: "\"")),
      (
        "interpolated",
        .string(
          "\"", lineEnd: .pops,
          [.text("{{", .codeString), .text("{", .codeString, .push("brace"))])
      ),
    ])
}
