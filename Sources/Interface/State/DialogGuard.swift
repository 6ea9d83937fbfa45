import Engine

/// Keeps keys from a dialog that were meant for what stood there before: those
/// typed before it was painted, and those that follow so soon that nobody can
/// have read it.
struct DialogGuard: Hashable, Sendable {
  /// Nobody reads and answers faster, milliseconds.
  static let milliseconds = 250

  /// A dialog that is in front: another question is another dialog.
  enum Front: Hashable, Sendable {
    case question(Int)
    case signIn
    case confirmation(SendConfirmation.Subject)

    var dialog: Dialog {
      switch self {
      case .question: .question
      case .signIn: .signIn
      case .confirmation: .confirmation
      }
    }
  }

  let front: Front
  let paintedAt: MonotonicTime

  func takesKeys(at now: MonotonicTime) -> Bool {
    now.milliseconds(since: paintedAt) >= Self.milliseconds
  }
}

/// What waits for the user in front of everything else.
enum Dialog: Hashable, Sendable { case question, signIn, confirmation }

extension AppState {
  /// The dialog that is to be in front: a question before a sign-in, and either
  /// before everything else.
  var frontDialog: DialogGuard.Front? {
    if let question = service.questions.first { return .question(question.question.id) }
    if service.signIn != nil { return .signIn }
    return spending.confirmation.map { .confirmation($0.subject) }
  }

  /// The dialog that is on the screen, to which keys go. One that was not
  /// painted yet gets none: they were typed for what was there before.
  var dialog: Dialog? {
    guard let frontDialog, dialogGuard?.front == frontDialog else { return nil }
    return frontDialog.dialog
  }

  /// Whether the dialog on the screen can have been read.
  func dialogTakesKeys(at now: MonotonicTime) -> Bool {
    dialogGuard?.takesKeys(at: now) ?? false
  }

  /// The dialog in front is on the screen from now on, if one is.
  mutating func paintedDialog(at now: MonotonicTime) {
    guard dialogGuard?.front != frontDialog else { return }
    dialogGuard = frontDialog.map { DialogGuard(front: $0, paintedAt: now) }
  }
}
