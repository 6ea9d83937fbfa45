/// The fixed part of xterm's 256-colour palette: 16–231 a cube of six steps a
/// channel, 232–255 greys (xterm, `256colres.h`).
enum Palette256 {
  /// The six levels of a channel of the cube.
  private static let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
  /// What the first sixteen look like in xterm; terminals differ.
  private static let first16: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  static func color(for color: ThemeColor) -> Color {
    if let indexed = color.indexed { return .indexed(indexed) }
    if let rgb = color.rgb { return .indexed(nearest(to: rgb)) }
    return color.ansi.map(Color.indexed) ?? .standard
  }

  static func rgbColor(_ rgb: UInt32) -> Color {
    .rgb(UInt8(rgb >> 16 & 0xFF), UInt8(rgb >> 8 & 0xFF), UInt8(rgb & 0xFF))
  }

  /// Red, green and blue of palette entry `index`.
  static func rgb(of index: UInt8) -> UInt32 {
    switch index {
    case 0..<16: return first16[Int(index)]
    case 16..<232:
      let cube = Int(index) - 16
      return steps[cube / 36] << 16 | steps[cube / 6 % 6] << 8 | steps[cube % 6]
    default:
      let grey = UInt32(index - 232) * 10 + 8
      return grey << 16 | grey << 8 | grey
    }
  }

  /// The entry of the cube or of the greys that is nearest to `rgb`.
  static func nearest(to rgb: UInt32) -> UInt8 {
    var best: (index: UInt8, distance: Int) = (16, .max)
    for index in UInt8(16)...255 {
      let distance = squaredDistance(rgb, self.rgb(of: index))
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }

  private static func squaredDistance(_ left: UInt32, _ right: UInt32) -> Int {
    stride(from: UInt32(0), through: 16, by: 8).reduce(0) { sum, shift in
      let difference = Int(left >> shift & 0xFF) - Int(right >> shift & 0xFF)
      return sum + difference * difference
    }
  }
}
