/// Which themes there are, and which one is wanted.
public struct ThemeState: Hashable, Sendable {
  /// A theme as the list shows it.
  public struct Summary: Hashable, Sendable {
    /// As the user asks for it.
    public var name: String
    /// A few words: what it is for, or where its file is.
    public var details: String

    /// A theme.
    public init(name: String, details: String) {
      self.name = name
      self.details = details
    }
  }

  /// Every theme that can be chosen.
  public var all: [Summary]
  /// The one that the session has.
  public var chosen: String
  /// A name that was asked for and is looked for among the files.
  var asked: String?
  /// The one before, for one that turns out to be none.
  var previous: String?

  /// Themes; `chosen` need not be one of them.
  public init(all: [Summary] = [], chosen: String = "default") {
    self.all = all
    self.chosen = chosen
  }

  func filtered(by filter: String) -> [Summary] {
    let words = filter.lowercased().split(separator: " ")
    return all.filter { theme in
      let text = "\(theme.name)\n\(theme.details)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }
}

/// What is told of themes.
public enum ThemeEvent: Hashable, Sendable {
  /// These there are.
  case listed([ThemeState.Summary])
  /// Something about a theme's file is wrong; sentences.
  case problem(String)
  /// The theme of this name cannot be had; the one before stays.
  case unavailable(String, reason: String)
}

extension AppState {
  /// The theme to show: the one under the bar of the list while that is open,
  /// so that it can be looked at before it is taken.
  public var shownTheme: String {
    guard case .themes(let selection) = overlay else { return themes.chosen }
    let rows = themes.filtered(by: selection.filter)
    guard selection.wasTouched, rows.indices.contains(selection.index) else {
      return themes.chosen
    }
    return rows[selection.index].name
  }
}
