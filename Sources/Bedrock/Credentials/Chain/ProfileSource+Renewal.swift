import Engine

extension ProfileSource {
  /// Whether new keys can be had without asking anybody. Sign-ins tell for
  /// themselves: it depends on what they were given.
  var refreshesItself: Bool {
    switch self {
    case .process, .webIdentity: true
    case .named(let source): source != .environment
    case .role(let role, let base):
      role.mfaSerial == nil && (base.refreshesItself || base.lasts)
    case .keys, .singleSignOn, .login: false
    }
  }

  /// Whether the keys themselves have no end.
  private var lasts: Bool {
    if case .keys(let keys) = self { keys.sessionToken == nil } else { false }
  }
}

extension ResolvedCredentials {
  /// The same, told as renewed without asking anybody.
  var refreshing: ResolvedCredentials {
    var copy = self
    copy.facts.refreshesItself = true
    return copy
  }
}
