public import Wire

/// A tool as the model is told of it.
public struct ToolDefinition: Hashable, Sendable {
  /// At most 64 of `a-z A-Z 0-9 _ -`.
  public var name: String
  /// What it does and when to use it; `nil`: not told.
  public var description: String?
  /// JSON schema of its input, an object.
  public var inputSchema: JSONValue

  /// A tool.
  public init(name: String, description: String? = nil, inputSchema: JSONValue) {
    self.name = name
    self.description = description
    self.inputSchema = inputSchema
  }
}
