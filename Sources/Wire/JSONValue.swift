/// A JSON value. Objects keep the order of their members and numbers keep
/// their text, so that writing back what was read yields the same bytes
/// (prompt caching needs that).
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// A number as it was written.
public struct JSONNumber: Hashable, Sendable {
  /// Valid JSON number text.
  public let text: String

  /// `value` as JSON writes it.
  public init(_ value: Int) { text = String(value) }

  /// `value` in the shortest form that reads back the same; not finite: 0.
  public init(_ value: Double) {
    guard value.isFinite else {
      text = "0"
      return
    }
    text = Int64(exactly: value).map { String($0) } ?? "\(value)"
  }

  init(validated text: String) { self.text = text }

  /// The value, if it is a whole number within `Int`.
  public var int: Int? {
    Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }

  /// The value.
  public var double: Double { Double(text) ?? 0 }
}

/// Members of an object, in order; names are unique (the last one wins).
public struct JSONObject: Hashable, Sendable {
  /// Name and value of each member.
  public private(set) var members: [Member] = []

  /// One member.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSONValue
  }

  /// An empty object.
  public init() {}

  /// Up to this many members a search beats a dictionary.
  private static let linearSearchLimit = 12

  /// An object of `members`; of those with one name the last value stands at
  /// the first one's place. Linear, so that an object of a hundred thousand
  /// members from outside does no harm.
  init(members given: [Member]) {
    guard given.count > Self.linearSearchLimit else {
      for member in given { self[member.name] = member.value }
      return
    }
    var places: [String: Int] = [:]
    places.reserveCapacity(given.count)
    members.reserveCapacity(given.count)
    for member in given {
      if let place = places[member.name] {
        members[place].value = member.value
      } else {
        places[member.name] = members.count
        members.append(member)
      }
    }
  }

  /// The member of that name; assigning `nil` removes it.
  public subscript(name: String) -> JSONValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object with members in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(members: elements.map { Member(name: $0.0, value: $0.1) })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with members in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(
      JSONObject(members: elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }
}

extension JSONValue {
  /// The member of an object; `nil` for anything else.
  public subscript(name: String) -> JSONValue? { object?[name] }
  /// The element of an array; `nil` out of range and for anything else.
  public subscript(index: Int) -> JSONValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }
  /// The string, if it is one.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The whole number, if it is one.
  public var int: Int? { if case .number(let value) = self { value.int } else { nil } }
  /// The number, if it is one.
  public var double: Double? { if case .number(let value) = self { value.double } else { nil } }
  /// The truth value, if it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements, if it is an array.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The members, if it is an object.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
}
