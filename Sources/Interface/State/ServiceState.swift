import Engine

/// What the session knows of the service beside its turns.
struct ServiceState: Hashable, Sendable {
  /// Questions that may wait: one for each task that could need credentials.
  static let maximumQuestions = 20

  /// Who we are there, once credentials were resolved.
  var credentials: CredentialFacts?
  /// Why they could not be, where that was the last word.
  var credentialsFailure: ModelFailure?
  /// What the account can use, by the model's key.
  var access: [String: ModelAccess] = [:]
  /// Questions that wait for an answer, the first of them on the screen.
  var questions: [OpenQuestion] = []
  /// The sign-in that goes on, if one does; never `.ended`.
  var signIn: SignInStatus?
  /// Whether the user ended the sign-in: what it still tells is late.
  var signInWasCancelled = false
  /// Why a sign-in failed for which a turn still waits.
  var signInFailure: String?

  /// Whether a turn, if one runs, waits for a person.
  var isSigningIn: Bool { signIn != nil || !questions.isEmpty }
}

/// A question with the answer as far as it is typed.
struct OpenQuestion: Hashable, Sendable {
  /// Characters of a free answer; no secret that is typed is longer.
  static let maximumAnswerLength = 1_000

  let question: SignInQuestion
  private(set) var typed = ""
  /// Why Enter did not send.
  private(set) var remark: String?

  init(_ question: SignInQuestion) { self.question = question }

  /// Takes what was typed or pasted: of a code its digits, of a free text its
  /// first line.
  mutating func append(_ text: String) {
    remark = nil
    let line = text.drop(while: \.isWhitespace).prefix { !$0.isNewline }
    guard let digits = question.digits else {
      typed += line.prefix(max(0, Self.maximumAnswerLength - typed.count))
      return
    }
    let kept = line.filter { $0.isASCII && $0.isNumber }
    let foreign = line.filter { !$0.isWhitespace && $0 != "-" }.count - kept.count
    let room = max(0, digits - typed.count)
    typed += kept.prefix(room)
    if kept.count > room {
      remark = "only \(digits) digits"
    } else if foreign > 0 {
      remark = "digits only"
    }
  }

  mutating func deleteBackward() {
    remark = nil
    _ = typed.popLast()
  }

  mutating func clear() {
    remark = nil
    typed = ""
  }

  /// The answer, if it is complete; otherwise says what is missing.
  mutating func completed() -> String? {
    if let digits = question.digits, typed.count != digits {
      remark = "\(digits) digits are needed"
      return nil
    }
    if typed.isEmpty {
      remark = "nothing typed yet"
      return nil
    }
    return typed
  }
}

extension SignInStatus {
  /// The address to open: with the code in it where there is one.
  var address: String? {
    switch self {
    case .device(let url, let completeURL, _, _): completeURL ?? url
    case .command(_, _, let url): url
    case .ended: nil
    }
  }
}
