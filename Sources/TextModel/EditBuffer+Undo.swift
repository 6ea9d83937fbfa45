/// One change: at `position`, `removed` gave way to `inserted`.
struct Edit: Equatable, Sendable {
  /// What kind of command made it, for joining neighbours into one unit.
  enum Kind: Equatable, Sendable { case typing, deletion, other }

  var position: Int
  var removed: [EditElement]
  var inserted: [EditElement]
  var caretBefore: Int
  var kind: Kind
  /// Edits of one group are taken back together; `nil`: it stands alone.
  var group: Int?

  /// Of the edit itself, beside what it holds: about 130 bytes.
  static let ownWeight = 8

  var weight: Int {
    removed.reduce(Edit.ownWeight) { $0 + $1.weight } + inserted.reduce(0) { $0 + $1.weight }
  }
}

/// The edits that can be taken back and those that can be made again.
struct EditHistory: Equatable, Sendable {
  /// Units kept: more than anyone steps back through.
  static let maximumUnits = 1_000
  /// Weight kept over all units, each about 16 bytes: a few whole prompts, or
  /// the last of the largest pastes.
  static let maximumWeight = 1 << 20
  /// Deletions joined into one unit: prepending costs the length of the unit.
  static let maximumJoinedDeletions = 64

  private(set) var undo: [Edit] = []
  private(set) var redo: [Edit] = []
  /// Units in `undo`: a group is one, whatever the number of its edits.
  private var units = 0
  /// Of `undo` and `redo` together.
  private(set) var weight = 0

  mutating func record(_ edit: Edit, joining: Bool) {
    for edit in redo { weight -= edit.weight }
    redo.removeAll()
    weight += edit.weight
    if joining, join(edit) { return }
    push(edit)
    bound()
  }

  /// Lets the oldest units go; of a group that is too heavy by itself its
  /// oldest edits.
  private mutating func bound() {
    var dropped = 0
    while units > EditHistory.maximumUnits
      || weight > EditHistory.maximumWeight && undo.count - dropped > 1
    {
      let group = undo[dropped].group
      weight -= undo[dropped].weight
      dropped += 1
      guard dropped == undo.count || group == nil || undo[dropped].group != group else { continue }
      units -= 1
    }
    if dropped > 0 { undo.removeFirst(dropped) }
  }

  private mutating func push(_ edit: Edit) {
    if edit.group == nil || undo.last?.group != edit.group { units += 1 }
    undo.append(edit)
  }

  /// The edit to take back; it can be made again.
  mutating func popUndo() -> Edit? {
    guard let edit = undo.popLast() else { return nil }
    if edit.group == nil || undo.last?.group != edit.group { units -= 1 }
    redo.append(edit)
    return edit
  }

  /// The edit to make again; it can be taken back.
  mutating func popRedo() -> Edit? {
    guard let edit = redo.popLast() else { return nil }
    push(edit)
    return edit
  }

  /// Makes `edit` part of the last unit where it continues it.
  private mutating func join(_ edit: Edit) -> Bool {
    guard let last = undo.indices.last, undo[last].kind == edit.kind,
      undo[last].group == edit.group
    else { return false }
    switch edit.kind {
    case .typing:
      let end = undo[last].position + undo[last].inserted.count
      guard edit.position + edit.removed.count == end,
        edit.removed.count <= undo[last].inserted.count,
        !(undo[last].inserted.last?.isWhitespace == true
          && edit.inserted.last?.isWhitespace == false)
      else { return false }
      undo[last].inserted.removeLast(edit.removed.count)
      undo[last].inserted += edit.inserted
      weight -= edit.removed.reduce(Edit.ownWeight) { $0 + $1.weight * 2 }
      return true
    case .deletion:
      guard edit.inserted.isEmpty, undo[last].inserted.isEmpty,
        edit.position + edit.removed.count == undo[last].position,
        undo[last].removed.count < EditHistory.maximumJoinedDeletions
      else { return false }
      undo[last].removed.insert(contentsOf: edit.removed, at: 0)
      undo[last].position = edit.position
      weight -= Edit.ownWeight
      return true
    case .other:
      return false
    }
  }
}

extension EditBuffer {
  /// Takes back the last unit.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  public mutating func undo() -> Bool {
    endGroup()
    lastCommand = .other
    mark = nil
    guard let group = history.undo.last?.group else { return undoEdit() }
    while history.undo.last?.group == group { undoEdit() }
    return true
  }

  /// Makes again what `undo` took back.
  ///
  /// - Returns: whether there was something.
  @discardableResult
  public mutating func redo() -> Bool {
    endGroup()
    lastCommand = .other
    mark = nil
    guard let group = history.redo.last?.group else { return redoEdit() }
    while history.redo.last?.group == group { redoEdit() }
    return true
  }

  /// What is changed from now on is one unit, up to `endGroup`.
  mutating func beginGroup() {
    lastGroup += 1
    openGroup = lastGroup
    lastCommand = .other
  }

  /// Ends the unit that `beginGroup` began, if one is open.
  mutating func endGroup() { openGroup = nil }

  @discardableResult
  private mutating func undoEdit() -> Bool {
    guard let edit = history.popUndo() else { return false }
    replace(edit.position..<edit.position + edit.inserted.count, with: edit.removed)
    moveGap(to: edit.caretBefore)
    return true
  }

  @discardableResult
  private mutating func redoEdit() -> Bool {
    guard let edit = history.popRedo() else { return false }
    replace(edit.position..<edit.position + edit.removed.count, with: edit.inserted)
    return true
  }

  /// Every change goes through here: replaces `range` by `elements`, joins
  /// graphemes at both seams, records it, leaves the caret behind it.
  mutating func edit(
    removing range: Range<Int>, inserting elements: [EditElement], as kind: Edit.Kind
  ) {
    guard !range.isEmpty || !elements.isEmpty else { return }
    let caretBefore = caret
    let (range, elements) = settled(range, elements)
    let removed = range.map { self[$0] }
    let joining = kind == .deletion || lastCommand == .typing
    replace(range, with: elements)
    history.record(
      Edit(
        position: range.lowerBound, removed: removed, inserted: elements,
        caretBefore: caretBefore, kind: kind, group: openGroup),
      joining: joining)
    mark = nil
    goalColumn = nil
  }
}
