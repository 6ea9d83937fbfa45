public import Wire

/// How a session's events are written down: a kind, and a JSON object as its
/// body. What a version has written, every later one reads: members that are
/// not there get the value that they had before they existed, and members and
/// kinds that are not known are passed over.
public enum SessionEventCodec {
  /// The event as it is kept.
  public static func encode(_ event: SessionEvent) -> (kind: String, body: String) {
    let (kind, json) = tree(of: event)
    return (kind, String(decoding: json.serialized(), as: UTF8.self))
  }

  /// The same before it is serialized, for who puts long texts elsewhere.
  public static func tree(of event: SessionEvent) -> (kind: String, json: JSONValue) {
    let (kind, json) = value(of: event)
    return (kind.rawValue, json)
  }

  /// The event that was kept so; `nil`: of a kind that is not known, or
  /// damaged.
  public static func decode(kind: String, body: String) -> SessionEvent? {
    guard let kind = Kind(rawValue: kind) else { return nil }
    let bytes = Array(body.utf8)
    // Nearly all of a session; a tree of it would be most of the reading.
    if kind == .answer { return AnswerPieceReader.read(bytes) }
    guard let json = try? JSONValue(parsing: bytes) else { return nil }
    return event(kind, json)
  }

  /// Names of the kinds, as they stand in every store.
  private enum Kind: String {
    case turnBegan = "turn"
    case answer
    case answerReset = "reset"
    case request
    case turnEnded = "end"
    case notice
    case headMoved = "head"
    case titled = "title"
    case commandRan = "command"
    case outputsDropped = "drop"
  }

  private static func value(of event: SessionEvent) -> (Kind, JSONValue) {
    switch event {
    case .turnBegan(let opening): (.turnBegan, opening.json)
    case .answer(let turn, let pieces):
      (.answer, ["turn": turn.json, "pieces": .array(pieces.map(\.json))])
    case .answerReset(let turn): (.answerReset, ["turn": turn.json])
    case .request(let entry): (.request, entry.json)
    case .turnEnded(let turn, let closing): (.turnEnded, closing.json(of: turn))
    case .notice(let turn, let text):
      (.notice, ["turn": turn?.json ?? .null, "text": .string(text)])
    case .headMoved(let turn): (.headMoved, ["turn": turn?.json ?? .null])
    case .titled(let title): (.titled, ["title": .string(title)])
    case .commandRan(let command): (.commandRan, command.json)
    case .outputsDropped: (.outputsDropped, [:])
    }
  }

  private static func event(_ kind: Kind, _ json: JSONValue) -> SessionEvent? {
    let turn = TurnID(json: json["turn"])
    switch kind {
    case .turnBegan: return TurnOpening(json: json).map(SessionEvent.turnBegan)
    case .answer: return nil
    case .answerReset: return turn.map(SessionEvent.answerReset)
    case .request: return LedgerEntry(json: json).map(SessionEvent.request)
    case .turnEnded:
      guard let turn, let closing = TurnClosing(json: json) else { return nil }
      return .turnEnded(turn, closing)
    case .notice: return json["text"]?.string.map { .notice(turn, $0) }
    case .headMoved:
      // Going on from nothing is said, not left out.
      guard json["turn"] == .null || turn != nil else { return nil }
      return .headMoved(turn)
    case .titled: return json["title"]?.string.map(SessionEvent.titled)
    case .commandRan: return CommandRecord(json: json).map(SessionEvent.commandRan)
    case .outputsDropped: return .outputsDropped
    }
  }
}

extension TurnID {
  /// Largest number of a turn that is read: beyond it a JSON number is not
  /// exact everywhere, and nobody types so many prompts.
  private static let maximumNumber = 1 << 53

  var json: JSONValue { JSONValue(number) }

  init?(json: JSONValue?) {
    guard let number = json?.int, (0...Self.maximumNumber).contains(number) else { return nil }
    self.init(number)
  }
}

/// What keeps sums of numbers from outside safe.
enum KeptNumber {
  /// Most tokens that one count may have.
  private static let maximumTokens = 1_000_000_000_000
  /// Longest time in milliseconds: two centuries.
  private static let maximumMilliseconds = 6_000_000_000_000

  static func tokens(_ json: JSONValue?) -> Int? {
    json?.int.map { min(max(0, $0), maximumTokens) }
  }

  static func milliseconds(_ json: JSONValue?) -> Int? { json?.int.map(milliseconds) }

  static func milliseconds(_ count: Int) -> Int { min(max(0, count), maximumMilliseconds) }
}

extension JSONObject {
  /// Adds a member where there is a value: what is not known is not written.
  mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { self[name] = value }
  }

  mutating func add(_ name: String, _ number: Int?) { add(name, number.map { JSONValue($0) }) }

  mutating func add(_ name: String, _ text: String?) { add(name, text.map { .string($0) }) }

  /// `true` is written, `false` left out.
  mutating func add(_ name: String, if flag: Bool) { if flag { self[name] = .bool(true) } }

  mutating func add(_ name: String, _ amount: NanoDollars?) {
    add(name, amount.map { JSONValue($0.count) })
  }
}

extension NanoDollars {
  init?(json: JSONValue?) {
    guard let count = json?.int else { return nil }
    self.init(Int64(count))
  }
}
