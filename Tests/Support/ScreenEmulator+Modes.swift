/// Private sequences, modes and colours.
extension ScreenEmulator {
  mutating func privateCSI(
    _ prefix: UInt8, _ parameters: [Int], _ intermediates: [UInt8], _ final: UInt8
  ) {
    let name =
      (prefix == 0 ? "" : String(Unicode.Scalar(prefix)))
      + String(decoding: intermediates, as: UTF8.self) + String(Unicode.Scalar(final))
    let first = parameters.first ?? 0
    switch name {
    case "?h": for mode in parameters { setMode(mode, true) }
    case "?l": for mode in parameters { setMode(mode, false) }
    case "?$p":
      guard answers.deviceAttributes else { break }
      let isKnown = first == 2026 && answers.synchronizedOutput || first == 1004
      let state = isKnown ? (modes[first] == true ? 1 : 2) : 0
      replies += Array("\u{1b}[?\(first);\(state)$y".utf8)
    case "?u":
      guard answers.kittyKeyboard else { break }
      replies += Array("\u{1b}[?\(kittyStack.last ?? 0)u".utf8)
    case ">u": kittyStack.append(max(0, first))
    case "<u": kittyStack.removeLast(min(kittyStack.count, max(1, first)))
    case ">m": if first == 4 { modifyOtherKeys = max(0, parameters.dropFirst().first ?? 0) }
    case "!p":
      style = Style()
      insertsCharacters = false
      modes[25] = true
      (scrollTop, scrollBottom) = (0, rows - 1)
    // linux: cursor shape. xterm: version.
    case " q": cursorShape = max(0, first)
    case "?c", ">q", ">c": break
    default: unknown.append("CSI \(name) \(parameters)")
    }
  }

  private mutating func setMode(_ mode: Int, _ on: Bool) {
    if mode == 2026, !on, modes[2026] == true { synchronizedUpdates += 1 }
    modes[mode] = on
    guard [47, 1047, 1049].contains(mode), on != isAlternate else { return }
    isAlternate = on
    if on {
      otherGrid = grid
      otherCursor = cursor
      grid = Array(repeating: .blank(Style()), count: columns * rows)
    } else {
      grid = otherGrid
      otherGrid = []
      move(column: otherCursor.column, row: otherCursor.row)
    }
  }

  mutating func selectRendition(_ parameters: [Int]) {
    var rest = (parameters.isEmpty ? [0] : parameters)[...]
    while let number = rest.popFirst() {
      switch number {
      case -1, 0: style = Style()
      case 1...5, 7: style.attributes.insert(number)
      case 22: style.attributes.subtract([1, 2])
      case 23...25, 27: style.attributes.remove(number - 20)
      case 30...37: style.foreground = .indexed(number - 30)
      case 90...97: style.foreground = .indexed(number - 82)
      case 40...47: style.background = .indexed(number - 40)
      case 100...107: style.background = .indexed(number - 92)
      case 39: style.foreground = .standard
      case 49: style.background = .standard
      case 38: style.foreground = extendedColor(&rest) ?? style.foreground
      case 48: style.background = extendedColor(&rest) ?? style.background
      // Line drawing fonts of the linux console.
      case 10: usesLineDrawing = false
      case 11: usesLineDrawing = true
      default: unknown.append("SGR \(number)")
      }
    }
  }

  private func extendedColor(_ rest: inout ArraySlice<Int>) -> Color? {
    switch rest.popFirst() {
    case 5: return rest.popFirst().map { .indexed($0) }
    case 2:
      guard rest.count >= 3 else { return nil }
      let channels = Array(rest.prefix(3))
      rest = rest.dropFirst(3)
      return .rgb(channels[0], channels[1], channels[2])
    default: return nil
    }
  }
}
