import Engine
import Glibc
import Interface
import TestSupport
import Testing
import TextModel

@testable import Terminal

/// Real curses on a pty. Serialized: curses has one current screen.
@Suite(.serialized) struct CursesTests {
  static let terms = ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt220"]

  // MARK: screen equals frame

  @Test(arguments: terms)
  func screenEqualsFrame(term: String) throws {
    let seed = SeededGenerator.testSeed
    var frames = FrameGenerator(
      generator: SeededGenerator(seed: seed),
      // `screen` has no italics.
      palette: FrameGenerator.colorful.filter {
        !(term.hasPrefix("screen") && $0.emphasis.contains(.italic))
      })
    let terminal = try TerminalFixture(columns: 24, rows: 9)
    let session = try terminal.open(testEnvironment(term))
    defer { session.close() }
    var frame = Frame(size: ScreenSize(columns: 24, rows: 9))
    for round in 0..<250 {
      if round % 40 == 39 {
        let size = ScreenSize(columns: 1 + frames.pick(30), rows: 1 + frames.pick(10))
        terminal.resize(columns: size.columns, rows: size.rows)
        #expect(session.resize() == size)
        frame = Frame(size: size)
      }
      if round % 25 == 24 { session.redraw() }
      frame = frames.next(after: frame)
      session.draw(frame)
      terminal.settle()
      let problems = Self.differences(
        term.hasSuffix("256color") && term != "xterm-256color"
          ? Self.withoutWideCorner(frame) : frame, terminal.screen,
        comparingStyles: term.hasSuffix("256color"))
      #expect(problems.isEmpty, "seed \(seed), round \(round), \(term): \(problems)")
      if !problems.isEmpty { break }
    }
    #expect(terminal.screen.unknown == [])
  }

  /// What the renderer makes of a wide glyph near the lower right corner where
  /// curses inserts to fill it.
  static func withoutWideCorner(_ frame: Frame) -> Frame {
    var frame = frame
    let start = (frame.size.rows - 1) * frame.size.columns
    for column in max(0, frame.size.columns - CursesRenderer.cornerColumns)..<frame.size.columns
    where frame.cells[start + column].glyph.width == 2 {
      frame.cells[start + column].glyph = .blank
      frame.cells[start + column + 1].glyph = .blank
    }
    return frame
  }

  static func differences(
    _ frame: Frame, _ screen: ScreenEmulator, comparingStyles: Bool
  ) -> [String] {
    var found: [String] = []
    for row in 0..<frame.size.rows {
      for (column, cell) in frame.row(row).enumerated() {
        let shown = screen.cell(column: column, row: row)
        let text = Self.text(of: cell)
        if shown.text != text { found.append("(\(column),\(row)) \(shown.text) for \(text)") }
        if comparingStyles, text != " ", text != "", shown.style != Self.style(of: cell) {
          found.append("(\(column),\(row)) \(shown.style) for \(cell.style)")
        }
      }
    }
    if let cursor = frame.cursor {
      // A terminal that cannot hide its cursor shows it anyway.
      if screen.cursor != (cursor.column, cursor.row) { found.append("cursor \(screen.cursor)") }
      if !screen.isCursorVisible { found.append("cursor hidden") }
    }
    return found
  }

  static func text(of cell: Cell) -> String {
    guard cell.glyph.width > 0 else { return "" }
    var text = String.UnicodeScalarView()
    for scalar in [cell.glyph.scalar] + (0..<4).map({ cell.glyph.marks[$0] }) where scalar != 0 {
      if let scalar = Unicode.Scalar(scalar) { text.append(scalar) }
    }
    return String(text)
  }

  static func style(of cell: Cell) -> ScreenEmulator.Style {
    func color(_ color: Color) -> ScreenEmulator.Color {
      switch color {
      case .standard: .standard
      case .indexed(let number): .indexed(Int(number))
      case .rgb(let red, let green, let blue): .rgb(Int(red), Int(green), Int(blue))
      }
    }
    var style = ScreenEmulator.Style()
    style.foreground = color(cell.style.foreground)
    style.background = color(cell.style.background)
    let names: [(Emphasis, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    style.attributes = Set(names.filter { cell.style.emphasis.contains($0.0) }.map(\.1))
    return style
  }

  // MARK: what is sent

  @Test func anUnchangedFrameSendsNothing() throws {
    let terminal = try TerminalFixture(columns: 20, rows: 4)
    let session = try terminal.open(testEnvironment("xterm-256color"))
    defer { session.close() }
    var frame = Frame(size: ScreenSize(columns: 20, rows: 4))
    frame.cells[3] = Cell(Glyph(scalar: 0x41))
    session.draw(frame)
    terminal.settle()
    session.draw(frame)
    terminal.settle()
    #expect(terminal.lastBytes == [])
  }

  /// Streaming: four characters a frame and the caret elsewhere.
  @Test func streamingIsCheap() throws {
    let terminal = try TerminalFixture(columns: 80, rows: 24, answers: .all)
    let session = try terminal.open(testEnvironment("xterm-256color"))
    defer { session.close() }
    terminal.settle()
    _ = session.readInput(now: MonotonicTime(nanoseconds: 0))
    var frame = Frame(size: ScreenSize(columns: 80, rows: 24))
    frame.cursor = ScreenPosition(column: 2, row: 21)
    session.draw(frame)
    terminal.settle()
    var sent = 0
    var text = 0
    for step in 0..<400 {
      let row = 18
      let column = step * 4 % 76
      if column == 0 {
        // The pane above the prompt moves up.
        frame.cells.replaceSubrange(80..<18 * 80, with: frame.cells[2 * 80..<19 * 80])
        for cell in row * 80..<(row + 1) * 80 { frame.cells[cell] = Cell() }
      }
      for offset in 0..<4 {
        let letter = UInt32(0x61 + (step * 7 + offset) % 26)
        frame.cells[row * 80 + column + offset] = Cell(Glyph(scalar: letter))
      }
      session.draw(frame)
      terminal.settle()
      sent += terminal.lastBytes.count
      text += 4
    }
    #expect(sent <= 5 * text, "\(sent) bytes for \(text)")
    #expect(Self.differences(frame, terminal.screen, comparingStyles: true).isEmpty)
  }

  @Test func nothingInAFrameActsOnTheTerminal() throws {
    let hostile: [UInt32] =
      Array(0..<0x20) + Array(0x7f..<0xa0)
      + [0xad, 0x200b, 0x200d, 0x200e, 0x202e, 0x2028, 0x2066, 0xfe0f, 0xfeff, 0xe0041, 0xd800]
      + [0x110000, 0xffff_ffff, 0x1fae9, 0x301]
    let terminal = try TerminalFixture(columns: 80, rows: 6)
    let session = try terminal.open(testEnvironment("xterm-256color"))
    defer { session.close() }
    terminal.settle()
    let before = terminal.screen.unknown
    var frame = Frame(size: ScreenSize(columns: 80, rows: 6))
    for (index, scalar) in hostile.enumerated() {
      frame.cells[index * 2] = Cell(Glyph(scalar: scalar))
      frame.cells[240 + index * 2] = Cell(Glyph(scalar: 0x78, marks: .init(repeating: scalar)))
    }
    // Wide glyphs in the last column and without their right half; a right
    // half alone; a width that does not exist.
    frame.cells[79] = Cell(Glyph(scalar: 0x6f22, width: 2))
    frame.cells[77] = Cell(Glyph(scalar: 0x6f22, width: 2))
    frame.cells[75] = Cell(Glyph(scalar: 0x20, width: 0))
    frame.cells[73] = Cell(Glyph(scalar: 0x41, width: 9))
    session.draw(frame)
    terminal.settle()
    #expect(terminal.screen.unknown == before)
    #expect(terminal.screen.strings == [])
    #expect(terminal.screen.bells == 0)
    let shown = (0..<hostile.count).map {
      terminal.screen.cell(column: $0 * 2 % 80, row: $0 * 2 / 80).text
    }
    let marks = (0..<hostile.count).map {
      terminal.screen.cell(column: $0 * 2 % 80, row: 3 + $0 * 2 / 80).text
    }
    for (scalar, (cell, marked)) in zip(hostile, zip(shown, marks)) {
      // The soft hyphen is one column wide and harmless in both tables.
      #expect(cell == "\u{fffd}" || scalar == 0xad || cell == " ", "\(scalar): \(cell)")
      #expect(marked == "x" || [0x301, 0xfe0f].contains(scalar), "\(scalar)")
    }
  }

  @Test func synchronizesWhereTheTerminalAnswered() throws {
    for (answers, expected) in [(ScreenEmulator.Answers.all, 1), (.none, 0)] {
      let terminal = try TerminalFixture(columns: 20, rows: 4, answers: answers)
      let session = try terminal.open(testEnvironment("xterm-256color"))
      defer { session.close() }
      terminal.settle()
      #expect(
        session.readInput(now: MonotonicTime(nanoseconds: 0))
          == (expected == 1 ? [.focus(true)] : []))
      var frame = Frame(size: ScreenSize(columns: 20, rows: 4))
      session.draw(frame)
      frame.cells[0] = Cell(Glyph(scalar: 0x41))
      session.draw(frame)
      terminal.settle()
      #expect(terminal.screen.synchronizedUpdates == expected)
      #expect(terminal.screen.modes[2026] != true)
    }
  }
}
