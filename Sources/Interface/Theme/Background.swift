/// The colour behind the text, as the terminal tells it.
public struct Background: Hashable, Sendable {
  /// What themes are made for.
  public enum Kind: Hashable, Sendable { case dark, light, between }

  /// Relative luminance (WCAG 2.2), 0 black to 1 white.
  public let luminance: Double

  /// A colour of 16 bits a channel.
  public init(red: Int, green: Int, blue: Int) {
    luminance = Self.luminance(
      red: Double(red) / 0xFFFF, green: Double(green) / 0xFFFF, blue: Double(blue) / 0xFFFF)
  }

  /// The lightest background that dark themes are readable on: about #343434.
  static let darkestBound = 0.035
  /// The darkest one that light themes are readable on: about #e7e7e7.
  static let lightestBound = 0.8

  /// Which themes can be read on it; between the two only those that leave
  /// colours to the terminal.
  public var kind: Kind {
    if luminance <= Self.darkestBound { return .dark }
    return luminance >= Self.lightestBound ? .light : .between
  }

  /// What COLORFGBG says, as rxvt and its like set it: `foreground;background`
  /// as numbers of the palette. `nil`: nothing that can be used.
  public static func kind(colorFGBG text: String) -> Kind? {
    guard let last = text.split(separator: ";").last, let number = Int(last) else { return nil }
    switch number {
    case 0...6, 8: return .dark
    case 7, 9...15: return .light
    default: return nil
    }
  }

  static func luminance(red: Double, green: Double, blue: Double) -> Double {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// A channel of sRGB as light.
  private static func linear(_ channel: Double) -> Double {
    guard channel > 0.04045 else { return max(0, channel) / 12.92 }
    let base = (min(1, channel) + 0.055) / 1.055
    // base^2.4 is base² times the fifth root of base².
    let square = base * base
    return square * fifthRoot(square)
  }

  /// By Newton's method, which from 1 goes down to roots of numbers up to 1.
  private static func fifthRoot(_ value: Double) -> Double {
    var root = 1.0
    for _ in 0..<fifthRootSteps {
      let fourth = root * root * root * root
      root -= (fourth * root - value) / (5 * fourth)
    }
    return root
  }

  /// Enough for every value that a channel of 16 bits takes.
  private static let fifthRootSteps = 24
}

extension Background.Kind {
  /// The built-in theme for it.
  public var themeName: String {
    switch self {
    case .dark: "dark"
    case .light: "light"
    case .between: "default"
    }
  }
}
