import Engine
import Testing
import Wire

@testable import adit

@Suite struct RunRecordingTests {
  static func line(_ value: JSONValue) -> String {
    String(decoding: value.serialized(), as: UTF8.self) + "\n"
  }

  static func file(_ header: RunHeader, _ events: [RunEvent]) -> [UInt8] {
    var text = line(["adit_recording": 1, "header": header.json])
    for (index, event) in events.enumerated() {
      text += line(["t": JSONValue(index * 10), "event": event.json])
    }
    return Array(text.utf8)
  }

  @Test(arguments: [
    RunSamples.header(), RunSamples.header(estimatedCost: nil),
    RunSamples.header(thinking: .off, caching: .off),
    RunSamples.header(thinking: .on(budget: nil), caching: .on(.oneHour)),
    RunSamples.header(thinking: .on(budget: 4_000)),
    RunSamples.header(files: [RunHeader.File(path: "a b.png", kind: "image", bytes: 9)]),
    RunSamples.header(
      limits: .init(cost: NanoDollars(5), milliseconds: 6, turns: 7), schema: ["type": "null"]),
  ])
  func holdsEverything(header: RunHeader) throws {
    let events = RunSamples.everyEvent
    let recording = try RunRecording(parsing: Self.file(header, events), name: "r")
    #expect(recording.header == header)
    #expect(recording.entries.map(\.event) == events)
    #expect(recording.entries.map(\.milliseconds) == events.indices.map { $0 * 10 })
  }

  /// A recording of before files went along.
  @Test func filesMayBeMissing() throws {
    let bytes = Self.file(RunSamples.header(), [])
    let text = String(decoding: bytes, as: UTF8.self).replacing(#","files":[]"#, with: "")
    #expect(!text.contains("files"))
    #expect(
      try RunRecording(parsing: Array(text.utf8), name: "r").header == RunSamples.header())
  }

  @Test(arguments: [
    ("", "--replay: r is no recording of adit --record"),
    ("{\"a\":1}\n", "--replay: r is no recording of adit --record"),
    (
      "{\"adit_recording\":2}\n",
      "--replay: r was recorded by another version of adit (form 2)"
    ),
    ("{\"adit_recording\":1,\"header\":{}}\n", "--replay: r:1: the recording's header is damaged"),
  ])
  func refuses(text: String, message: String) {
    #expect(throws: UsageError(message: message)) {
      try RunRecording(parsing: Array(text.utf8), name: "r")
    }
  }

  @Test func aDamagedLineIsNamed() {
    let whole = Self.file(RunSamples.header(), [.connecting, .ended(.interrupted)])
    #expect(throws: UsageError(message: "--replay: r:3: the recording is damaged")) {
      try RunRecording(parsing: Array(whole.dropLast(4)), name: "r")
    }
  }

  @Test func noEventWithAPieceMissingIsTaken() {
    for event in RunSamples.everyEvent {
      guard case .object(let object) = event.json else { continue }
      var damaged = object
      damaged["kind"] = "other"
      #expect(RunEvent(json: .object(damaged)) == nil)
    }
  }
}
