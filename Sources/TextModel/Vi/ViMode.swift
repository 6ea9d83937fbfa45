/// vi's way to edit a prompt: modes, motions, operators, text objects, counts,
/// the dot. Pure: it takes keys and changes an `EditBuffer`.
///
/// What is deleted or copied goes on the buffer's kill ring, from which Ctrl+Y
/// and `p` both put it back. A command, or an insertion up to its Esc, is one
/// unit of undo.
public struct ViMode: Equatable, Sendable {
  /// What keys mean.
  public enum Mode: Hashable, Sendable {
    case insert, normal, replace
    case visual, visualLine
  }

  /// Keys that mean something here.
  public enum ViKey: Hashable, Sendable {
    case character(Character)
    case escape, backspace, delete, left, right, up, down, home, end
    /// Ctrl+R.
    case redo
  }

  /// What came of a key.
  public enum Outcome: Hashable, Sendable {
    case done
    /// The key means nothing here: it keeps its meaning elsewhere.
    case passed
    /// A motion up in the first row, or down in the last: the history.
    case aboveTop, belowBottom
  }

  /// Counts beyond it are no use in a prompt, times.
  static let maximumCount = 9_999
  /// Keys of a change that the dot repeats; a longer one is not remembered.
  static let maximumRecording = 10_000

  /// What keys mean now.
  public internal(set) var mode = Mode.insert
  /// What was typed of a command that is not complete.
  var pending = Pending()
  /// The last `f`, `t`, `F` or `T`, with its character.
  var lastFind: (command: Character, target: Character)? {
    get { storedFind.map { ($0.command, $0.target) } }
    set { storedFind = newValue.map { Find(command: $0.command, target: $0.target) } }
  }
  private var storedFind: Find?
  /// Keys of the command that is being typed, and of the last change.
  var recording: [ViKey] = []
  private(set) var lastChange: Change?
  /// What was selected for the command that is being recorded.
  var recordedExtent: Extent?
  /// Whether the insertion that goes on belongs to `recording`.
  var recordsInsertion = false
  /// Whether the dot types.
  var isRepeating = false
  /// Where the visual selection began.
  var anchor = 0

  /// What the dot repeats.
  struct Change: Equatable, Sendable {
    var keys: [ViKey]
    /// How much was selected for it; `nil`: nothing.
    var extent: Extent?
  }

  private struct Find: Equatable, Sendable {
    var command: Character
    var target: Character
  }

  /// The beginning of a command.
  struct Pending: Equatable, Sendable {
    var count: Int?
    /// `d`, `c` or `y`.
    var theOperator: Character?
    /// The count typed before the operator.
    var operatorCount: Int?
    /// A key that needs another: `g`, `f`, `r`, `i` …
    var prefix: Character?

    var isEmpty: Bool { self == Pending() }

    /// Both counts together; `nil` where none was typed.
    var total: Int? {
      guard count != nil || operatorCount != nil else { return nil }
      return min(ViMode.maximumCount, (count ?? 1) * (operatorCount ?? 1))
    }
  }

  /// Insert mode, as a prompt begins.
  public init() {}

  /// The mode as the status line names it.
  public var name: String {
    switch mode {
    case .insert: "-- INSERT --"
    case .normal: "NORMAL"
    case .replace: "-- REPLACE --"
    case .visual: "-- VISUAL --"
    case .visualLine: "-- VISUAL LINE --"
    }
  }

  /// Whether typed characters become text.
  public var takesText: Bool { mode == .insert || mode == .replace }

  /// What is selected in a visual mode.
  public func selection(in buffer: EditBuffer) -> Range<Int>? {
    let low = min(anchor, buffer.caret)
    let high = min(max(anchor, buffer.caret), buffer.count)
    switch mode {
    case .insert, .normal, .replace: return nil
    case .visual: return low..<min(high + 1, buffer.count)
    case .visualLine: return buffer.lineStart(of: low)..<buffer.lineEnd(of: high)
    }
  }

  /// A new prompt begins: insert mode, one unit of undo up to its Esc.
  public mutating func begin(_ buffer: inout EditBuffer) {
    mode = .insert
    pending = Pending()
    recording = []
    recordsInsertion = false
    buffer.beginGroup()
  }

  /// Something else than vi changed the text or moved the caret: an insertion
  /// goes on as another one.
  public mutating func interrupted(_ buffer: inout EditBuffer) {
    recordsInsertion = false
    pending = Pending()
    if !takesText { settleCaret(&buffer) }
  }

  /// Takes a key. `width`: columns of the prompt, for moves by rows.
  public mutating func take(
    _ key: ViKey, in buffer: inout EditBuffer, width: Int
  ) -> Outcome {
    switch mode {
    case .insert, .replace: return insert(key, &buffer)
    case .normal, .visual, .visualLine: break
    }
    if pending.isEmpty {
      recording = []
      recordedExtent = nil
    }
    if recording.count < Self.maximumRecording { recording.append(key) }
    switch key {
    case .character(let character): return command(character, &buffer, width: width)
    case .escape: return escape(&buffer)
    case .redo:
      for _ in 0..<(pending.total ?? 1) where !buffer.redo() { break }
      finish(&buffer, isChange: false)
      return .done
    case .backspace, .left: return command("h", &buffer, width: width)
    case .right: return command("l", &buffer, width: width)
    case .up: return command("k", &buffer, width: width)
    case .down: return command("j", &buffer, width: width)
    case .home: return command("0", &buffer, width: width, isCount: false)
    case .end: return command("$", &buffer, width: width)
    case .delete: return command("x", &buffer, width: width)
    }
  }

  /// Esc outside of insertions.
  private mutating func escape(_ buffer: inout EditBuffer) -> Outcome {
    if !pending.isEmpty {
      pending = Pending()
      return .done
    }
    guard mode != .normal else { return .passed }
    mode = .normal
    settleCaret(&buffer)
    return .done
  }

  // MARK: Insertions

  private mutating func insert(_ key: ViKey, _ buffer: inout EditBuffer) -> Outcome {
    if recordsInsertion, recording.count < Self.maximumRecording { recording.append(key) }
    switch key {
    case .character(let character):
      if mode == .replace, buffer.caret < buffer.lineEnd(of: buffer.caret) {
        buffer.edit(
          removing: buffer.caret..<buffer.caret + 1,
          inserting: EditElement.elements(of: String(character)), as: .other)
      } else {
        buffer.insert(String(character))
      }
      return .done
    case .backspace:
      if mode == .replace { buffer.moveLeft() } else { buffer.deleteBackward() }
      return .done
    case .escape:
      mode = .normal
      buffer.deselect()
      if buffer.caret > buffer.lineStart(of: buffer.caret) { buffer.moveLeft() }
      settleCaret(&buffer)
      if !isRepeating { buffer.endGroup() }
      if recordsInsertion, !isRepeating {
        lastChange = Change(keys: recording, extent: recordedExtent)
      }
      recordsInsertion = false
      return .done
    case .delete, .left, .right, .up, .down, .home, .end, .redo:
      recordsInsertion = false
      return .passed
    }
  }

  /// Goes over to typing text.
  mutating func beginInsertion(_ mode: Mode = .insert) {
    self.mode = mode
    pending = Pending()
    recordsInsertion = true
  }

  // MARK: Ends of commands

  /// A command is complete and did not begin an insertion.
  mutating func finish(_ buffer: inout EditBuffer, isChange: Bool) {
    pending = Pending()
    if mode == .normal { settleCaret(&buffer) }
    guard !isRepeating else { return }
    if isChange {
      buffer.endGroup()
      lastChange = Change(keys: recording, extent: recordedExtent)
    }
  }

  /// In normal mode the caret stands on an element, not behind the last one
  /// of its line.
  func settleCaret(_ buffer: inout EditBuffer) {
    let end = buffer.lineEnd(of: buffer.caret)
    let goal = buffer.goalColumn
    if mode == .normal, buffer.caret == end, buffer.lineStart(of: end) < end {
      buffer.moveCaret(to: end - 1)
      buffer.goalColumn = goal
    }
  }

  /// `.`: the last change again, with another count if one was typed; of a
  /// selection, on as much text from the caret on.
  mutating func repeatChange(_ buffer: inout EditBuffer, width: Int) {
    let count = pending.total
    pending = Pending()
    guard var change = lastChange, !isRepeating else { return }
    if let count, change.extent == nil {
      change.keys = Array(change.keys.drop { $0.isCountDigit })
      change.keys.insert(contentsOf: "\(count)".map(ViKey.character), at: 0)
    }
    buffer.beginGroup()
    isRepeating = true
    if let extent = change.extent { select(extent, &buffer) }
    for key in change.keys { _ = take(key, in: &buffer, width: width) }
    if takesText { _ = take(.escape, in: &buffer, width: width) }
    isRepeating = false
    buffer.endGroup()
    lastChange = change
  }
}

extension ViMode.ViKey {
  /// Part of a count at the beginning of a command.
  fileprivate var isCountDigit: Bool {
    if case .character(let character) = self {
      character.isASCII && character.isNumber
    } else {
      false
    }
  }
}
