internal import CTerminal
internal import Interface
internal import TextModel

/// Looks of cells as colour pairs and attribute bits of curses. Pairs are
/// defined at first use and stay; where a terminal has too few, later looks
/// go without colour.
struct ColorPairs {
  struct Look: Equatable {
    var pair: UInt32
    var emphasis: UInt8
  }

  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let level: ColorLevel
  private let colors: Int
  private let pairs: Int
  private var numbers: [Colors: UInt32] = [:]
  private var lastStyle = CellStyle.standard
  private var lastLook = Look(pair: 0, emphasis: 0)

  /// Pairs that we define at most: a theme has some dozens.
  private static let pairLimit = 4_096

  init(level: ColorLevel, colors: Int, pairs: Int) {
    self.level = level
    self.colors = colors
    self.pairs = min(pairs, Self.pairLimit)
  }

  /// Runs of one style cost one comparison a cell.
  mutating func look(of style: CellStyle) -> Look {
    if style == lastStyle { return lastLook }
    lastStyle = style
    lastLook = makeLook(of: style)
    return lastLook
  }

  private mutating func makeLook(of style: CellStyle) -> Look {
    var emphasis = style.emphasis
    guard level != .mono else { return Look(pair: 0, emphasis: emphasis.rawValue) }
    // Eight colours: the bright ones are bold, as on the linux console.
    if colors < 16, case .indexed(8...15) = style.foreground { emphasis.insert(.bold) }
    let wanted = Colors(
      foreground: index(of: style.foreground), background: index(of: style.background))
    return Look(pair: number(of: wanted), emphasis: emphasis.rawValue)
  }

  private mutating func number(of wanted: Colors) -> UInt32 {
    if wanted == Colors(foreground: -1, background: -1) { return 0 }
    if let known = numbers[wanted] { return known }
    let next = numbers.count + 1
    guard next < pairs, adit_screen_define_pair(Int32(next), wanted.foreground, wanted.background)
    else { return 0 }
    numbers[wanted] = UInt32(next)
    return UInt32(next)
  }

  /// The terminal's number of a colour, -1 for its own.
  private func index(of color: Color) -> Int32 {
    switch (color, level) {
    case (.standard, _), (_, .mono): -1
    // On direct terminals 0-7 are palette colours and the rest is RGB.
    case (.indexed(let number), .direct):
      number < 8 ? Int32(number) : Self.direct(Self.paletteChannels(Int(number)))
    case (.indexed(let number), .indexed256), (.indexed(let number), .ansi16):
      Int(number) < colors ? Int32(number) : number < 16 ? Int32(number & 7) : -1
    case (.rgb(let red, let green, let blue), .direct):
      Self.direct((Int32(red), Int32(green), Int32(blue)))
    case (.rgb, .indexed256), (.rgb, .ansi16): -1
    }
  }

  private static func direct(_ channels: (red: Int32, green: Int32, blue: Int32)) -> Int32 {
    let number = channels.red << 16 | channels.green << 8 | channels.blue
    // 1-7 would be palette colours; they all look black.
    return number < 8 ? 0 : number
  }

  /// xterm's palette: 16 colours of old, a cube of 6, a ramp of 24.
  private static func paletteChannels(_ number: Int) -> (red: Int32, green: Int32, blue: Int32) {
    switch number {
    case 232...:
      let gray = Int32(8 + 10 * (number - 232))
      return (gray, gray, gray)
    case 16...:
      let steps: [Int32] = [0, 95, 135, 175, 215, 255]
      let cube = number - 16
      return (steps[cube / 36 % 6], steps[cube / 6 % 6], steps[cube % 6])
    default:
      let full: Int32 = number >= 8 ? 255 : 205
      return (number & 1 != 0 ? full : 0, number & 2 != 0 ? full : 0, number & 4 != 0 ? full : 0)
    }
  }
}
