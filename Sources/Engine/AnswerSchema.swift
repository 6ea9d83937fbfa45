public import Wire

/// The form that an answer has to have. Whoever sends the request chooses how
/// the model is held to it.
public struct AnswerSchema: Hashable, Sendable {
  /// A JSON schema.
  public var schema: JSONValue
  /// Says the same in words, for models that understand nothing else.
  public var instruction: String

  /// A form.
  public init(schema: JSONValue, instruction: String) {
    self.schema = schema
    self.instruction = instruction
  }
}
