import Engine
import TextModel

/// Who we are for the service, in words.
struct CredentialText {
  /// Left of the credentials' time when the header begins to say so, seconds.
  static let warningSeconds = 600

  let facts: CredentialFacts
  /// Seconds until they expire; `nil`: they do not, or nobody knows.
  let secondsLeft: Int?

  /// `nil`: nothing is known of them, or it is the demo, which has its own.
  init?(_ state: AppState, now: MonotonicTime) {
    guard !state.configuration.isDemo, let facts = state.service.credentials else { return nil }
    self.facts = facts
    secondsLeft = facts.expiresAt.flatMap { end in
      state.unixSeconds(at: now).map { end.subtractingReportingOverflow($0).partialValue }
    }
  }

  /// `SSO session corp · profile dev · account 123456789012 · role Admin`.
  var identity: String {
    [
      facts.source, facts.profile.map { "profile \($0)" }, facts.account.map { "account \($0)" },
      facts.role.map { "role \($0)" },
    ].compactMap { $0 }.joined(separator: " · ")
  }

  /// The identity with the end of the key.
  var identityWithKey: String {
    identity + (facts.keyEnding.map { " · key …\($0)" } ?? "")
  }

  /// `expires in 47 m`, `expired 3 m ago`; `nil`: nothing is known.
  var expiry: String? {
    secondsLeft.map {
      $0 > 0 ? "expires in \(Self.span($0))" : "expired \(Self.span(-$0)) ago"
    }
  }

  /// A short warning for the header: they end soon, and nothing renews them.
  var warning: String? {
    guard let secondsLeft, !facts.refreshesItself, secondsLeft < Self.warningSeconds else {
      return nil
    }
    return secondsLeft > 0 ? "creds \(max(1, secondsLeft / 60))m" : "creds expired"
  }

  /// `40 s`, `47 m`, `3 h 12 m`, `12 d`.
  static func span(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(max(0, seconds)) s"
    case ..<3600: "\(seconds / 60) m"
    case ..<172_800:
      seconds / 60 % 60 == 0 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(seconds / 60 % 60) m"
    default: "\(seconds / 86_400) d"
    }
  }
}
