/// What a user's configuration says about keys in one context.
public struct KeyOverride: Hashable, Sendable {
  /// Where it holds.
  public var context: KeyContext
  /// The keys, one after another.
  public var keys: [Key]
  /// What they do; `nil`: nothing any more.
  public var command: KeyCommand?

  /// A row.
  public init(_ context: KeyContext, _ keys: [Key], _ command: KeyCommand?) {
    self.context = context
    self.keys = keys
    self.command = command
  }
}

extension KeyMap {
  /// A row that does not count, and why.
  public struct Refusal: Hashable, Sendable {
    /// Which row, counted from 0.
    public var index: Int
    /// A sentence for people.
    public var reason: String
  }

  /// This map with `overrides` over it. A row that would lose the way out, or
  /// that could never come to anything, is refused; the rest counts.
  public func overridden(by overrides: [KeyOverride]) -> (map: KeyMap, refusals: [Refusal]) {
    var map = self
    var refusals: [Refusal] = []
    for index in Self.order(of: overrides) {
      let row = overrides[index]
      let next: KeyMap
      switch map.taking(row) {
      case .success(let changed): next = changed
      case .failure(let refused):
        refusals.append(Refusal(index: index, reason: refused.reason))
        continue
      }
      if let lost = next.lostWayOut {
        refusals.append(
          Refusal(
            index: index,
            reason: "\(row.keys.name) is the last key of \(lost.command.name) in"
              + " \(lost.context.rawValue): bind another to it first"))
      } else {
        map = next
      }
    }
    return (map, refusals.sorted { $0.index < $1.index })
  }

  /// Ways out are bound before anything is taken away, and what is taken away
  /// is gone before the rest is bound: the order in the file does not matter.
  private static func order(of overrides: [KeyOverride]) -> [Int] {
    func rank(_ row: KeyOverride) -> Int {
      guard let command = row.command else { return 1 }
      return waysOut.contains(command) ? 0 : 2
    }
    return overrides.indices.sorted {
      (rank(overrides[$0]), $0) < (rank(overrides[$1]), $1)
    }
  }

  private struct Refused: Error { var reason: String }

  private func taking(_ row: KeyOverride) -> Result<KeyMap, Refused> {
    guard let command = row.command else { return withdrawing(row) }
    let context = row.context
    func refused(_ reason: String) -> Result<KeyMap, Refused> { .failure(Refused(reason: reason)) }
    if context.takesText, let first = row.keys.first, first.isTyped {
      return refused(
        "\(first.name) is typed as text in \(context.rawValue): take a key with Ctrl or Alt")
    }
    if row.keys.dropFirst().contains(where: isWayOut) {
      return refused("Esc and Ctrl+C end a sequence of keys and cannot be a part of one")
    }
    guard command.isUseful(in: context) else {
      return refused("\(command.name) does nothing in \(context.rawValue)")
    }
    for count in 1..<max(1, row.keys.count) {
      let beginning = Array(row.keys.prefix(count))
      if let bound = bindings.first(where: { $0.context == context && $0.keys == beginning }) {
        return refused(
          "\(beginning.name) alone is \(bound.command.name) there: take that away first"
            + " (\"\(beginning.name)\": null)")
      }
    }
    let others = bindings.filter { $0.context != context || !$0.keys.starts(with: row.keys) }
    // A user's own key stands first among those of its command.
    let place =
      others.firstIndex { $0.context == context && $0.command == command } ?? others.endIndex
    var bindings = others
    bindings.insert(Binding(context, row.keys, command), at: place)
    return .success(KeyMap(bindings: bindings))
  }

  /// Takes away what `row` names: these keys, or all that they begin.
  private func withdrawing(_ row: KeyOverride) -> Result<KeyMap, Refused> {
    let others = bindings.filter {
      $0.context != row.context || !$0.keys.starts(with: row.keys)
    }
    guard others.count == bindings.count else { return .success(KeyMap(bindings: others)) }
    let elsewhere = KeyContext.allCases.filter { context in
      bindings.contains { $0.context == context && $0.keys.starts(with: row.keys) }
    }
    let hint =
      elsewhere.isEmpty ? "" : ", but in \(elsewhere.map(\.rawValue).joined(separator: ", "))"
    return .failure(
      Refused(reason: "\(row.keys.name) is not bound in \(row.context.rawValue)\(hint)"))
  }

  // MARK: the way out

  /// What must stay within reach of one key, wherever one is.
  private static let waysOut: [KeyCommand] = [.global(.escape), .global(.cancelOrQuit)]

  private func isWayOut(_ key: Key) -> Bool {
    command(for: key, in: .anywhere).map(Self.waysOut.contains) ?? false
  }

  /// The first context in which one of them is out of reach.
  private var lostWayOut: (command: KeyCommand, context: KeyContext)? {
    for command in Self.waysOut {
      let keys = bindings.filter { $0.command == command && $0.keys.count == 1 }.map(\.keys)
      for context in KeyContext.allCases
      where !keys.contains(where: { match($0, in: context) == .command(command) }) {
        return (command, context)
      }
    }
    return nil
  }
}

extension Key {
  /// Whether it types a character.
  fileprivate var isTyped: Bool {
    guard case .character = code else { return false }
    return modifiers.subtracting(.shift).isEmpty
  }
}
