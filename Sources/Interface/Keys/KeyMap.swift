/// Which key does what, as data: the help shows this table, and a
/// configuration can replace rows of it.
public struct KeyMap: Hashable, Sendable {
  /// One row.
  public struct Binding: Hashable, Sendable {
    /// Where it holds.
    public var context: KeyContext
    /// The key.
    public var key: Key
    /// What it does.
    public var command: KeyCommand

    /// A binding.
    public init(_ context: KeyContext, _ key: Key, _ command: KeyCommand) {
      self.context = context
      self.key = key
      self.command = command
    }
  }

  /// The rows, in the order in which the help shows them.
  public let bindings: [Binding]
  private let index: [KeyContext: [Key: KeyCommand]]

  /// A map; of two bindings of one key in one context the later holds.
  public init(bindings: [Binding]) {
    self.bindings = bindings
    var index: [KeyContext: [Key: KeyCommand]] = [:]
    for binding in bindings { index[binding.context, default: [:]][binding.key] = binding.command }
    self.index = index
  }

  /// What `key` does in `context`, or anywhere.
  func command(for key: Key, in context: KeyContext) -> KeyCommand? {
    index[context]?[key] ?? context.wider.flatMap { command(for: key, in: $0) }
  }

  /// The program's own map (product.md, "Keys").
  public static let standard = KeyMap(
    bindings: anywhere + prompt + transcript + reading + copying + compare + list + sessions + find
      + dialogs)
}
