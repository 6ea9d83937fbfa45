/// An error's parts in the form in which they are compared: names without the
/// namespace, words in lower case, typographic apostrophes plain, and without
/// Converse's wrapper around a native message.
struct ToldError: Hashable, Sendable {
  let status: Int
  let code: String
  /// The service's words as shown; never empty.
  let words: String
  private let folded: String

  private static let wrapper = "the model returned the following errors: "

  init(_ error: ServiceError) {
    status = error.status
    code = error.code.lowercased()
    let plain = String(error.message.map { $0 == "\u{2019}" ? "'" : $0 })
    words =
      !error.message.isEmpty
      ? error.message : !error.code.isEmpty ? error.code : "no reason was given"
    let lowered = plain.lowercased()
    folded =
      lowered.firstOccurrence(of: ToldError.wrapper).map { String(lowered[$0.upperBound...]) }
      ?? lowered
  }

  /// Whether one of `phrases` (in lower case) occurs in the words.
  func says(_ phrases: String...) -> Bool {
    phrases.contains { folded.firstOccurrence(of: $0) != nil }
  }

  /// Whether the error's name is one of `names` (in lower case).
  func isNamed(_ names: String...) -> Bool { names.contains(code) }

  /// The first number in the words that directly follows `phrase`.
  func number(after phrase: String) -> Int? {
    ToldError.number(after: phrase, in: folded[...])
  }

  /// The word that directly follows `phrase`, in lower case.
  func word(after phrase: String) -> String? {
    guard let range = folded.firstOccurrence(of: phrase) else { return nil }
    let word = folded[range.upperBound...].drop { $0 == " " }.prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word)
  }

  /// The same in its own case, as policies need it.
  func exactWord(after phrase: String) -> String? {
    guard let range = words.lowercased().firstOccurrence(of: phrase),
      words.utf8.allSatisfy({ $0 < 0x80 })
    else { return word(after: phrase) }
    // In ASCII both have the same length.
    let start = words.lowercased().utf8.distance(
      from: words.lowercased().startIndex, to: range.upperBound)
    let word = words[words.utf8.index(words.startIndex, offsetBy: start)...]
      .drop { $0 == " " }.prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word)
  }

  // MARK: Numbers and lists of known messages

  /// N of `exceeds the model limit of N` and of `max_tokens: M > N, which is
  /// the maximum allowed number of output tokens`.
  var outputLimit: Int? {
    if let limit = number(after: "exceeds the model limit of") { return limit }
    guard says("maximum allowed number of output tokens") else { return nil }
    return number(after: ">")
  }

  /// A, B and C of `input length and max_tokens exceed context limit: A + B >
  /// C`.
  var contextSum: ContextSum? {
    guard let input = number(after: "exceed context limit:"),
      let rest = text(after: "exceed context limit:"),
      let answer = ToldError.number(after: "+", in: rest),
      let window = ToldError.number(after: ">", in: rest)
    else { return nil }
    return ContextSum(input: input, answer: answer, window: window)
  }

  /// N and M of `prompt is too long: N tokens > M maximum`.
  var promptSize: ContextSum? {
    guard let input = number(after: "prompt is too long:"),
      let rest = text(after: "prompt is too long:"),
      let window = ToldError.number(after: ">", in: rest)
    else { return nil }
    return ContextSum(input: input, answer: 0, window: window)
  }

  /// The list of `Supported levels: high, low, max, medium.`, lowest first;
  /// `nil` where the message holds none.
  var supportedLevels: [String]? {
    guard let list = text(after: "supported levels:") else { return nil }
    let words = list.prefix { $0 != "." && $0 != "\n" }
      .split { !($0.isASCII && $0.isLetter) }.map(String.init)
    let known = ["low", "medium", "high", "xhigh", "max"].filter(words.contains)
    return known.isEmpty ? nil : known
  }

  private func text(after phrase: String) -> Substring? {
    folded.firstOccurrence(of: phrase).map { folded[$0.upperBound...] }
  }

  /// No window and no limit is as large; sums of such numbers stay within `Int`.
  private static let maximumNumber = 1_000_000_000

  private static func number(after phrase: String, in text: Substring) -> Int? {
    let text = String(text)
    guard let range = text.firstOccurrence(of: phrase) else { return nil }
    let digits = text[range.upperBound...].drop { $0 == " " }
      .prefix { $0 == "," || ($0.isASCII && $0.isNumber) }
    return Int(digits.filter { $0 != "," }).flatMap { $0 <= maximumNumber ? $0 : nil }
  }
}

extension ToldError {
  /// Whether the signature's time was refused.
  var isAboutTheClock: Bool {
    namesTheSkew || isNamed("requesttimetooskewed", "requestexpired", "requestinthefuture")
  }

  /// Whether the words say that the time alone was at fault.
  var namesTheSkew: Bool {
    says("signature expired", "signature not yet current", "is not yet current")
      || isNamed("requesttimetooskewed")
  }

  /// Whether other credentials may be taken: these are too old, revoked or
  /// half of a pair.
  var isAboutTheCredentials: Bool {
    guard status == 400 || status == 401 || status == 403, !isAboutTheClock else { return false }
    return isNamed(
      "expiredtokenexception", "expiredtoken", "unrecognizedclientexception",
      "invalidclienttokenid", "authentication_error")
      || says(
        "security token included in the request is", "token has expired", "api key has expired",
        "api key is valid", "bearer token has expired", "authentication failed")
  }

  /// Whether the words name what somebody has to allow or to pay.
  var namesAPolicy: Bool {
    says(
      "not authorized", "explicit deny", "aws-marketplace:", "aws marketplace",
      "payment_instrument")
  }

  /// The service's time in `Signature expired: A is now earlier than B (C - 5
  /// min.)` and `Signature not yet current: A is still later than B (C + 5
  /// min.)`: C, seconds since 1970.
  var serviceSeconds: Int? {
    guard let bracket = words.lastIndex(of: "(") else { return nil }
    let stamp = words[words.index(after: bracket)...].prefix { !$0.isWhitespace }
    return ToldError.unixSeconds(basicStamp: stamp)
  }

  /// Unix time of `20251117T063849Z`.
  private static func unixSeconds(basicStamp: Substring) -> Int? {
    let bytes = Array(basicStamp.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
      let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15)
    else { return nil }
    return HTTPDate.unixSeconds(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}

/// Tokens that were asked for, and the window that they do not fit into.
struct ContextSum: Hashable, Sendable {
  var input: Int, answer: Int, window: Int

  /// What the input leaves for the answer.
  var room: Int { max(0, window - input) }
  /// By how much the input alone is too long.
  var excess: Int { max(0, input - window) }
}
