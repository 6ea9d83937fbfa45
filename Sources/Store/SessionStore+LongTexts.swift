internal import Engine
internal import Wire

/// Long texts of events (attachments, pasted files, large outputs) are stored
/// once, whoever sends them, by their hash; the event's body refers to them.
extension SessionStore {
  /// Texts above this are stored by their hash: below, a row of its own and
  /// the hash would not pay.
  static let longTextBytes = 32 << 10

  /// Stands for a text, with its hash: no event has a member of this name.
  private static let reference = "adit:text"

  /// The body with references in the place of long texts, and whether there
  /// are any. Pictures never go through JSON: that would take longer than
  /// writing them.
  func movingLongTexts(of json: JSONValue) throws(StoreError) -> (body: String, isMoved: Bool) {
    guard Self.hasLongText(json) else {
      return (String(decoding: json.serialized(), as: UTF8.self), false)
    }
    let kept = try Self.mapping(json) { (value) throws(StoreError) -> JSONValue? in
      guard case .string(let text) = value, text.utf8.count > Self.longTextBytes else { return nil }
      return .object([Self.reference: .string(try keep(text))])
    }
    return (String(decoding: kept.serialized(), as: UTF8.self), true)
  }

  /// The body with its long texts; `nil`: one of them is gone.
  func insertingLongTexts(into body: String) throws(StoreError) -> String? {
    guard let json = try? JSONValue(parsing: Array(body.utf8)) else { return nil }
    var isWhole = true
    let whole = try Self.mapping(json) { (value) throws(StoreError) -> JSONValue? in
      guard let object = value.object, object.members.count == 1,
        let hash = object[Self.reference]?.string
      else { return nil }
      guard let text = try longText(hash) else {
        isWhole = false
        return nil
      }
      return .string(text)
    }
    return isWhole ? String(decoding: whole.serialized(), as: UTF8.self) : nil
  }

  private func keep(_ text: String) throws(StoreError) -> String {
    let hash = SHA256.digest(Array(text.utf8))
    try database.run(
      "INSERT OR IGNORE INTO blobs (hash, text) VALUES (?, ?)", [.bytes(hash), .text(text)])
    return Hex.encode(hash)
  }

  private func longText(_ hash: String) throws(StoreError) -> String? {
    guard let bytes = Hex.decode(hash) else { return nil }
    return try database.first("SELECT text FROM blobs WHERE hash = ?", [.bytes(bytes)]) {
      $0.text(0)
    }
  }

  private static func hasLongText(_ json: JSONValue) -> Bool {
    switch json {
    case .null, .bool, .number: false
    case .string(let text): text.utf8.count > longTextBytes
    case .array(let values): values.contains(where: hasLongText)
    case .object(let object): object.members.contains { hasLongText($0.value) }
    }
  }

  /// The tree with those values replaced for which `replacement` has another.
  private static func mapping(
    _ json: JSONValue, _ replacement: (JSONValue) throws(StoreError) -> JSONValue?
  ) throws(StoreError) -> JSONValue {
    if let other = try replacement(json) { return other }
    switch json {
    case .null, .bool, .number, .string: return json
    case .array(let values):
      var mapped: [JSONValue] = []
      mapped.reserveCapacity(values.count)
      for value in values { mapped.append(try mapping(value, replacement)) }
      return .array(mapped)
    case .object(let object):
      var mapped = JSONObject()
      for member in object.members { mapped[member.name] = try mapping(member.value, replacement) }
      return .object(mapped)
    }
  }
}
