/// How the transcript is shown, whatever its width.
struct TranscriptPresentation: Hashable, Sendable {
  /// Whether the source is shown, without any decoration.
  var isRaw = false
  /// What is left out; `nil`: nothing.
  var filter: TranscriptFilter?
  var folds = FoldState()

  init(isRaw: Bool = false, filter: TranscriptFilter? = nil, folds: FoldState = FoldState()) {
    self.isRaw = isRaw
    self.filter = filter
    self.folds = folds
  }

  /// Whether thinking and tool calls are shown in full unless folded one by one.
  var showsDetails: Bool {
    get { folds.standard == .nothing }
    set { folds.set(newValue ? .nothing : .text) }
  }

  /// As it is, with everything open.
  var unfolded: TranscriptPresentation {
    var open = self
    open.folds.set(.nothing)
    return open
  }
}
