import Engine
import Testing

@testable import adit

@Suite struct SessionLinesTests {
  private static let bytes = SessionLines.bytes(
    SessionSamples.events, summary: SessionSamples.summary)
  private static let newline = UInt8(ascii: "\n")

  @Test func whatIsWrittenIsReadAgain() throws {
    let reading = try SessionLines.read(Self.bytes, name: "x")
    #expect(reading.summary == SessionSamples.summary)
    #expect(reading.events == SessionSamples.events)
    #expect(reading.unreadableLines == 0)
    #expect(!reading.isTruncated)
    #expect(SessionLines.bytes(reading.events, summary: reading.summary) == Self.bytes)
    #expect(SessionLines.isSession(Self.bytes))
  }

  @Test func aCutFileIsReadAsFarAsItGoes() throws {
    let first = Self.bytes.prefix { $0 != Self.newline }.count
    for end in first..<Self.bytes.count {
      let reading = try SessionLines.read(Array(Self.bytes[..<end]), name: "x")
      #expect(reading.events == Array(SessionSamples.events.prefix(reading.events.count)))
      #expect(reading.unreadableLines == 0)
      let isWhole = Self.bytes[end - 1] == Self.newline || Self.bytes[end] == Self.newline
      #expect(reading.isTruncated == !isWhole, "\(end)")
    }
  }

  @Test func aFileWithoutAnyEventIsRefusedWhereEventsAreWanted() throws {
    let header = Array(Self.bytes.prefix { $0 != Self.newline }) + [Self.newline]
    #expect(try SessionLines.read(header, name: "x").events == [])
    #expect(throws: UsageError(message: "x holds nothing of its session that can be read")) {
      try SessionLines.readFilled(header, name: "x")
    }
    #expect(
      try SessionLines.readFilled(Self.bytes, name: "x")
        == SessionLines.read(Self.bytes, name: "x"))
  }

  @Test func damagedLinesAreCounted() throws {
    var lines = Self.bytes.split(separator: Self.newline).map { Array($0) }
    lines[2] = Array("rubbish".utf8)
    lines[4] = Array(#"{"seq":4,"at":-1,"kind":"title","body":{"title":"x"}}"#.utf8)
    lines.append(Array(#"{"seq":99,"at":1,"kind":"hologram","body":{}}"#.utf8))
    let bytes = Array(lines.joined(separator: [Self.newline])) + [Self.newline]
    let reading = try SessionLines.read(bytes, name: "x")
    #expect(reading.unreadableLines == 3)
    #expect(reading.events.count == SessionSamples.events.count - 2)
    #expect(reading.events.map(\.sequence) == Array(1...reading.events.count))
  }

  @Test(arguments: [
    ("", "is no exported session"), ("hello\n", "is no exported session"),
    (#"{"adit_recording":1}"#, "is no exported session"),
    (#"{"adit_session":2,"id":"x"}"#, "written by a newer adit (form 2)"),
    (#"{"adit_session":1,"id":"../../etc/passwd"}"#, "no session id"),
    (#"{"adit_session":1}"#, "no session id"),
  ])
  func otherFilesAreRefused(text: String, words: String) {
    #expect {
      try SessionLines.read(Array(text.utf8), name: "f.jsonl")
    } throws: { error in
      (error as? UsageError)?.message.contains(words) == true
    }
  }
}
