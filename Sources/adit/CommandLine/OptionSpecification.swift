/// One option of the command line: everything that parsing, help, manual page
/// and completion need to know about it.
struct OptionSpecification: Sendable {
  /// What stands behind an option's name.
  enum Value: Sendable {
    /// Free text; the word that stands for it in the help.
    case text(String)
    /// The same, where the option may stand without it.
    case optionalText(String)
    case number(String)
    case file
    case choice([String])

    /// The word that stands for it in the help.
    var placeholder: String {
      switch self {
      case .text(let word), .number(let word): word
      case .optionalText(let word): "[\(word)]"
      case .file: "FILE"
      case .choice(let words): words.joined(separator: "|")
      }
    }

    /// Whether the option can stand alone.
    var isOptional: Bool { if case .optionalText = self { true } else { false } }
  }

  /// Under which heading it stands.
  enum Heading: String, CaseIterable, Sendable {
    case answer = "What is asked"
    case output = "Headless output"
    case session = "Sessions"
    case limits = "Limits of a headless run"
    case place = "Where it is asked"
    case command = "Commands"
    case general = "General"
  }

  /// Reads the value (empty where there is none) given under a name.
  typealias Reading =
    @Sendable (inout CommandLineOptions, Argument) throws(UsageError) -> Void

  /// An option as it was given.
  struct Argument: Sendable {
    /// The spelling that was used.
    var name: String
    var value: String
  }

  let name: String
  let short: String?
  /// Spellings of other programs that are understood too.
  let otherNames: [String]
  let value: Value?
  let heading: Heading
  let commands: [ProgramCommand]
  /// Whether only a headless run has a use for it.
  let isHeadless: Bool
  let summary: String
  let read: Reading

  init(
    _ name: String, short: String? = nil, otherNames: [String] = [], value: Value? = nil,
    _ heading: Heading, _ commands: [ProgramCommand], isHeadless: Bool = false,
    _ summary: String, read: @escaping Reading
  ) {
    self.name = name
    self.short = short
    self.otherNames = otherNames
    self.value = value
    self.heading = heading
    self.commands = commands
    self.isHeadless = isHeadless
    self.summary = summary
    self.read = read
  }

  /// Every spelling.
  var names: [String] { [short].compactMap { $0 } + [name] + otherNames }
}

extension OptionSpecification.Argument {
  /// A whole number, also as `64_000` and `1e6`.
  func wholeNumber(in range: ClosedRange<Int>) throws(UsageError) -> Int {
    guard let number = WholeNumber.parse(value), range.contains(number) else {
      throw UsageError(
        message:
          "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(value)'"
      )
    }
    return number
  }

  /// A number with or without decimals, from `range`, which `words` describe.
  func number(in range: ClosedRange<Double>, _ words: String) throws(UsageError) -> Double {
    guard let number = DecimalNumber.parse(value), range.contains(number) else {
      throw UsageError(message: "\(name) takes \(words), not '\(value)'")
    }
    return number
  }

  /// One of the raw values of `Choice`.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(UsageError) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: value) else { throw unknownChoice(of: type) }
    return choice
  }

  private func unknownChoice<Choice: RawRepresentable & CaseIterable>(
    of type: Choice.Type
  ) -> UsageError where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    return UsageError(message: "\(name) takes \(Self.list(words)), not '\(value)'")
  }

  /// `a, b or c`.
  static func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.joined() }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
  }
}
