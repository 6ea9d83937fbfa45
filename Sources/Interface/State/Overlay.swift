import Engine

/// What lies over the screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(scroll: Int)
  case models(ListSelection)
  case tasks(ListSelection)
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
