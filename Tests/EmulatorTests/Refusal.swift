import Testing

/// A body, or members of one, and the words it is refused with.
struct Refusal: Sendable, CustomTestStringConvertible {
  var body: String
  var message: String

  init(_ body: String, _ message: String) {
    self.body = body
    self.message = message
  }

  var testDescription: String { message }
}
