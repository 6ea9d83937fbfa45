/// Which key does what, as data: the help shows this table, and a
/// configuration can replace rows of it.
public struct KeyMap: Hashable, Sendable {
  /// One row.
  public struct Binding: Hashable, Sendable {
    /// Where it holds.
    public var context: KeyContext
    /// The keys, pressed one after another; hardly ever more than one.
    public var keys: [Key]
    /// What they do.
    public var command: KeyCommand

    /// A binding of one key.
    public init(_ context: KeyContext, _ key: Key, _ command: KeyCommand) {
      self.init(context, [key], command)
    }

    /// A binding of keys that are pressed one after another.
    public init(_ context: KeyContext, _ keys: [Key], _ command: KeyCommand) {
      self.context = context
      self.keys = keys
      self.command = command
    }

    /// `Ctrl+X M`.
    public var name: String { keys.name }
  }

  /// What pressed keys come to.
  enum Match: Hashable {
    case command(KeyCommand)
    /// More keys must follow.
    case begins
    case nothing
  }

  /// Keys of one binding; nobody remembers longer ones.
  public static let maximumSequenceLength = 3

  /// The rows, in the order in which the help shows them.
  public let bindings: [Binding]
  private let index: [KeyContext: [[Key]: KeyCommand]]
  private let beginnings: [KeyContext: Set<[Key]>]

  /// A map; of two bindings of the same keys in one context the later holds.
  public init(bindings: [Binding]) {
    self.bindings = bindings
    var index: [KeyContext: [[Key]: KeyCommand]] = [:]
    var beginnings: [KeyContext: Set<[Key]>] = [:]
    for binding in bindings {
      index[binding.context, default: [:]][binding.keys] = binding.command
      for count in 1..<max(1, binding.keys.count) {
        beginnings[binding.context, default: []].insert(Array(binding.keys.prefix(count)))
      }
    }
    self.index = index
    self.beginnings = beginnings
  }

  /// What `keys` come to in `context`, or anywhere. The nearest context that
  /// knows them decides; where keys are both bound and a beginning in one
  /// context, they are bound.
  func match(_ keys: [Key], in context: KeyContext) -> Match {
    if let command = index[context]?[keys] { return .command(command) }
    if beginnings[context]?.contains(keys) == true { return .begins }
    return context.wider.map { match(keys, in: $0) } ?? .nothing
  }

  /// What `key` alone does in `context`, or anywhere.
  func command(for key: Key, in context: KeyContext) -> KeyCommand? {
    guard case .command(let command) = match([key], in: context) else { return nil }
    return command
  }

  /// What can follow on `keys` in `context`: the bindings that begin with
  /// them, the nearest context's first, each without the keys pressed.
  func continuations(of keys: [Key], in context: KeyContext) -> [Binding] {
    var found: [Binding] = []
    var seen: Set<[Key]> = []
    var here: KeyContext? = context
    while let current = here {
      for binding in bindings
      where binding.context == current && binding.keys.count > keys.count
        && binding.keys.starts(with: keys) && seen.insert(binding.keys).inserted
      {
        let rest = Array(binding.keys.dropFirst(keys.count))
        found.append(Binding(current, rest, binding.command))
      }
      here = current.wider
    }
    return found
  }

  /// The keys that come to `command` in `context` or wider, the shortest and
  /// earliest first; `nil`: none does.
  func keys(for command: KeyCommand, in context: KeyContext) -> [Key]? {
    var here: KeyContext? = context
    while let current = here {
      let own = bindings.filter {
        $0.context == current && $0.command == command
          && match($0.keys, in: context) == .command(command)
      }
      if let first = own.min(by: { $0.keys.count < $1.keys.count }) { return first.keys }
      here = current.wider
    }
    return nil
  }

  /// The program's own map (product.md, "Keys").
  public static let standard = KeyMap(
    bindings: anywhere + prompt + transcript + reading + copying + compare + list + sessions + find
      + dialogs + leader)
}
