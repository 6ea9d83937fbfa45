import Engine

/// A row of the list to go back by.
struct RewindRow: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A prompt of the conversation: going back to before it.
    case prompt
    /// The end of another branch, and how many turns it has of its own.
    case branch(turns: Int)
  }

  var kind: Kind
  var turn: TurnID
  /// The prompt, or that with which the branch begins.
  var text: String
  /// When the turn began, milliseconds since 1970; 0: unknown.
  var at: Int
}

extension TurnTree {
  /// The prompts of the conversation, oldest first, and each other branch
  /// below the prompt behind which it leaves the conversation.
  var rewindRows: [RewindRow] {
    let path = path(to: head)
    let onPath = Set(path)
    var branches: [TurnID?: [RewindRow]] = [:]
    for end in abandonedEnds where !onPath.contains(end) {
      let line = self.path(to: end)
      let own = line.drop { onPath.contains($0) }
      guard let first = own.first, let row = branch(own, to: end) else { continue }
      branches[node(first)?.parent, default: []].append(row)
    }
    var rows = branches[nil] ?? []
    for id in path {
      if let node = node(id), let prompt = node.prompt {
        rows.append(RewindRow(kind: .prompt, turn: id, text: prompt, at: node.at))
      }
      rows += branches[id] ?? []
    }
    return rows
  }

  private func branch(_ own: ArraySlice<TurnID>, to end: TurnID) -> RewindRow? {
    let prompts = own.compactMap { node($0)?.prompt }
    guard let last = node(end) else { return nil }
    return RewindRow(
      kind: .branch(turns: own.count), turn: end, text: prompts.first ?? "", at: last.at)
  }
}

extension AppState {
  /// The rows that pass `filter`: every word of it occurs in the prompt.
  func rewindRows(filter: String) -> [RewindRow] {
    let rows = session.tree.rewindRows
    let words = filter.lowercased().split(separator: " ")
    guard !words.isEmpty else { return rows }
    return rows.filter { row in
      let text = row.text.prefix(RewindRow.searchedLength).lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }
}

extension RewindRow {
  /// Characters of a prompt that a filter looks at: a page of it.
  static let searchedLength = 4_000
}
