public import TextModel

/// What every role looks like at one level of colour: the lookup table that
/// painting uses.
public struct Theme: Hashable, Sendable {
  /// The theme's name, as users ask for it.
  public let name: String
  /// One style a role, at the role's raw value.
  private let styles: [CellStyle]

  init(name: String, style: (StyleRole) -> CellStyle) {
    self.name = name
    styles = StyleRole.allCases.map(style)
  }

  /// The look of `style`: what the theme gives the role, with the run's own
  /// attributes added.
  public func look(of style: TextStyle) -> CellStyle {
    let index = Int(style.role.rawValue)
    guard styles.indices.contains(index) else { return .standard }
    var look = styles[index]
    look.emphasis.formUnion(style.emphasis)
    return look
  }

  /// The look of a role without further attributes.
  func look(of role: StyleRole) -> CellStyle { look(of: TextStyle(role)) }
}
