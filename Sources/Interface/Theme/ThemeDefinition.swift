public import TextModel

/// A colour as a theme file gives it: one choice for each level of colour.
public struct ThemeColor: Hashable, Sendable {
  /// Red, green and blue as 0xRRGGBB, for direct colour.
  public var rgb: UInt32?
  /// Index into the 256-colour palette.
  public var indexed: UInt8?
  /// Index into the terminal's own 16 colours; `nil`: its default colour.
  public var ansi: UInt8?

  /// A colour; a level without its own value takes the nearest poorer or
  /// computed one.
  public init(rgb: UInt32? = nil, indexed: UInt8? = nil, ansi: UInt8? = nil) {
    self.rgb = rgb
    self.indexed = indexed
    self.ansi = ansi
  }

  func color(at level: ColorLevel) -> Color {
    switch level {
    case .mono: .standard
    case .ansi16: ansi.map(Color.indexed) ?? .standard
    case .indexed256: Palette256.color(for: self)
    case .direct: directColor
    }
  }

  /// On direct-colour entries of terminfo only the indices 0–7 stay palette
  /// colours, so anything above is turned into its red, green and blue.
  private var directColor: Color {
    if let rgb { return Palette256.rgbColor(rgb) }
    if let index = indexed ?? ansi {
      return index < 8 ? .indexed(index) : Palette256.rgbColor(Palette256.rgb(of: index))
    }
    return .standard
  }
}

/// A theme as its file says it, before the terminal's level is known.
public struct ThemeDefinition: Hashable, Sendable {
  /// How a role looks.
  public struct Entry: Hashable, Sendable {
    /// `nil`: the terminal's default.
    public var foreground: ThemeColor?
    /// `nil`: the terminal's default.
    public var background: ThemeColor?
    /// Attributes at every level of colour.
    public var emphasis: Emphasis
    /// Attributes where there is no colour; `nil`: `emphasis`.
    public var monoEmphasis: Emphasis?

    /// A look.
    public init(
      foreground: ThemeColor? = nil, background: ThemeColor? = nil, emphasis: Emphasis = [],
      monoEmphasis: Emphasis? = nil
    ) {
      self.foreground = foreground
      self.background = background
      self.emphasis = emphasis
      self.monoEmphasis = monoEmphasis
    }
  }

  /// The theme's name.
  public var name: String
  /// Roles that differ from the terminal's default.
  public var entries: [StyleRole: Entry]

  /// A definition.
  public init(name: String, entries: [StyleRole: Entry] = [:]) {
    self.name = name
    self.entries = entries
  }

  /// The looks at `level`. Colours that a role leaves open are those of
  /// `text`: a theme that brings a background brings it everywhere.
  public func resolve(level: ColorLevel) -> Theme {
    let text = entries[.text]
    return Theme(name: name) { role in
      let entry = entries[role] ?? Entry()
      guard level != .mono else {
        return CellStyle(emphasis: entry.monoEmphasis ?? entry.emphasis)
      }
      return CellStyle(
        foreground: (entry.foreground ?? text?.foreground)?.color(at: level) ?? .standard,
        background: (entry.background ?? text?.background)?.color(at: level) ?? .standard,
        emphasis: entry.emphasis)
    }
  }
}
