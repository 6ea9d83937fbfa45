internal import TextModel

/// C with Objective-C, C++, and what many languages have from C.
extension CodeLanguage {
  /// Comments of C.
  static let slashComments: [LexRule] = [
    .comment("//"), .text("/*", .codeComment, .push("comment")),
  ]
  static let commentContext = (name: "comment", context: LexContext.comment(to: "*/"))
  static let nestingCommentContext = (
    name: "comment", context: LexContext.comment(to: "*/", nestingAt: "/*")
  )

  /// A string of one line.
  static let stringContext = (name: "string", context: LexContext.string("\"", lineEnd: .pops))
  static let characterContext = (name: "character", context: LexContext.string("'", lineEnd: .pops))
  static let doubleQuoted = LexRule.text("\"", .codeString, .push("string"))
  static let singleQuoted = LexRule.text("'", .codeString, .push("character"))

  private static let preprocessor: [LexRule] = [
    .run(
      ByteSet("#"), ByteSet.word.union(.blanks), .codeAttribute, before: "<", at: .lineStart,
      .push("include")),
    .run(ByteSet("#"), ByteSet.blanks, .codeAttribute, at: .lineStart, .push("directive")),
  ]
  private static let cContexts: [(name: String, context: LexContext)] = [
    commentContext,
    ("string", .string("\"", lineEnd: .popsUnlessContinued)), characterContext,
    (
      "include",
      LexContext(
        role: .codeString, rules: slashComments + [.text(">", .codeString, .pop)], lineEnd: .pops)
    ),
    (
      "directive",
      LexContext(
        role: .codeAttribute, rules: [.run(ByteSet.letters, .word, .codeAttribute, .pop)],
        lineEnd: .pops)
    ),
  ]
  private static let cKeywords = """
    auto break case const continue default do else enum extern for goto if inline register restrict
    return sizeof static struct switch typedef union volatile while true false NULL nullptr
    _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local constexpr typeof
    self super nil YES NO id
    """
  private static let cTypes = """
    void char short int long float double signed unsigned bool _Bool _Complex size_t ssize_t
    ptrdiff_t intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t
    wchar_t char8_t char16_t char32_t FILE off_t pid_t time_t va_list
    """

  static let c = CodeLanguage(
    Alphabet(keywords: cKeywords, types: cTypes, capitals: .typesUnlessCalled),
    main: slashComments + preprocessor
      + [
        .text("@\"", .codeString, .push("string")), .marked("@"), doubleQuoted, singleQuoted,
        .number, .word,
      ],
    cContexts)

  static let cpp = CodeLanguage(
    Alphabet(
      keywords: cKeywords + """
         alignas alignof and and_eq asm bitand bitor catch class co_await co_return co_yield compl
        concept const_cast consteval constinit decltype delete dynamic_cast explicit export final
        friend import module mutable namespace new noexcept not not_eq operator or or_eq override
        private protected public reinterpret_cast requires static_assert static_cast template this
        thread_local throw try typeid typename using virtual xor xor_eq
        """,
      types: cTypes + " string string_view vector map set optional pair tuple span",
      capitals: .typesUnlessCalled),
    main: slashComments + preprocessor + []
      + ["R", "LR", "uR", "UR", "u8R"].map { prefix in
        .fence(prefix + "\"", run: rawTag, "(", ends: ")", and: "\"", .push("raw"))
      } + [
        .text("[[", .codeAttribute, .push("attribute")),
        doubleQuoted, singleQuoted, .number, .word,
      ],
    cContexts + [
      ("raw", .terminated()),
      (
        "attribute",
        LexContext(
          role: .codeAttribute, rules: [.text("]]", .codeAttribute, .pop)], lineEnd: .pops)
      ),
    ])
  /// Characters of the tag of a raw string (most that are allowed).
  private static let rawTag = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
}
