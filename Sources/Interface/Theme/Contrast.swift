/// Contrast of colours 0xRRGGBB as WCAG 2.2 reckons it.
enum Contrast {
  /// 1 (the same) to 21 (black on white).
  static func ratio(_ first: UInt32, _ second: UInt32) -> Double {
    let (one, other) = (luminance(first), luminance(second))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  static func luminance(_ rgb: UInt32) -> Double {
    func channel(_ shift: UInt32) -> Double { Double(rgb >> shift & 0xFF) / 0xFF }
    return Background.luminance(red: channel(16), green: channel(8), blue: channel(0))
  }

  /// `step` of `steps` from one colour to another.
  static func mix(_ from: UInt32, _ to: UInt32, _ step: Int, of steps: Int) -> UInt32 {
    [UInt32(16), 8, 0].reduce(0) { sum, shift in
      let (start, end) = (Int(from >> shift & 0xFF), Int(to >> shift & 0xFF))
      return sum | UInt32(start + (end - start) * step / steps) << shift
    }
  }

  /// How colours look where all can be shown.
  static func direct(_ rgb: UInt32) -> UInt32 { rgb }

  /// How they look in the palette of 256.
  static func indexed(_ rgb: UInt32) -> UInt32 { Palette256.rgb(of: Palette256.nearest(to: rgb)) }
}
