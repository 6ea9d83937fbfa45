/// How many columns a scalar takes, by our own table: what libc, the terminal
/// and we think differs, and the renderer substitutes where libc disagrees.
///
/// Ambiguous East Asian characters are narrow.
enum WidthTable {
  /// What a scalar does to the line.
  enum Class: UInt8 {
    /// Stands on the character before it, in no column of its own.
    case combining = 0
    case narrow = 1
    case wide = 2
    /// A control or an invisible character: never drawn as itself.
    case hidden = 3
  }

  /// The class of `scalar`.
  static func widthClass(of scalar: UInt32) -> Class {
    if scalar < 0x300 {
      if scalar >= 0x20, scalar < 0x7F { return .narrow }
      return scalar >= 0xA0 && scalar != 0xAD ? .narrow : .hidden
    }
    if scalar >= 0x4E00, scalar <= 0x9FFF { return .wide }
    return lookup(scalar)
  }

  private static func lookup(_ scalar: UInt32) -> Class {
    // Everything up to and including the scalar in its last class.
    let key = scalar << 4 | 0xF
    var low = 0
    var high = borders.count
    while low < high {
      let middle = (low + high) / 2
      if borders[middle] <= key { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return .hidden }
    return Class(rawValue: UInt8(borders[low - 1] & 0xF)) ?? .hidden
  }
}
