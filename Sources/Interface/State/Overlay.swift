import Engine

/// What lies over the screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(ListSelection)
  case models(ListSelection)
  case tasks(ListSelection)
  case sessions(SessionList)
  case rewind(ListSelection)
  case themes(ListSelection)
  case outline(ListSelection)
  case links(ListSelection, [LinkAddress])
  /// One address, to be read or selected where no browser shows it.
  case address(LinkAddress)

  /// The filter and the chosen row, of a list.
  var selection: ListSelection? {
    get {
      switch self {
      case .address: nil
      case .help(let selection), .models(let selection), .tasks(let selection),
        .rewind(let selection),
        .themes(let selection), .outline(let selection), .links(let selection, _):
        selection
      case .sessions(let list): list.selection
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .address: break
      case .help: self = .help(newValue)
      case .models: self = .models(newValue)
      case .tasks: self = .tasks(newValue)
      case .rewind: self = .rewind(newValue)
      case .themes: self = .themes(newValue)
      case .outline: self = .outline(newValue)
      case .links(_, let links): self = .links(newValue, links)
      case .sessions(var list):
        list.selection = newValue
        self = .sessions(list)
      }
    }
  }

  /// The list of sessions, if that is open.
  var sessions: SessionList? {
    get { if case .sessions(let list) = self { list } else { nil } }
    set { if let newValue, case .sessions = self { self = .sessions(newValue) } }
  }
}

/// A list with a filter and a chosen row.
struct ListSelection: Hashable, Sendable {
  /// Characters of a filter; no name is longer.
  static let maximumFilterLength = 100

  var filter = ""
  /// Index into the rows that pass the filter.
  var index = 0
  /// Whether the user did something in it. Until then Enter does nothing
  /// before the list was painted: the key that opened it must not choose.
  var wasTouched = false
  var wasPainted = false

  var takesEnter: Bool { wasTouched || wasPainted }
}
