internal import Wire

/// A recorded run.
struct RunRecording: Equatable {
  /// An event and when it came, in milliseconds since the start.
  struct Entry: Equatable {
    var milliseconds: Int
    var event: RunEvent
  }

  var header: RunHeader
  var entries: [Entry]

  /// Reads the bytes of the file called `name`.
  init(parsing bytes: [UInt8], name: String) throws(UsageError) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    let first = lines.popFirst().flatMap { try? JSONValue(parsing: $0) }
    guard let first, let version = first["adit_recording"]?.int else {
      throw UsageError(message: "--replay: \(name) is no recording of adit --record")
    }
    guard version == RunRecorder.formVersion else {
      throw UsageError(
        message: "--replay: \(name) was recorded by another version of adit (form \(version))")
    }
    guard let header = first["header"].flatMap(RunHeader.init(json:)) else {
      throw UsageError(message: "--replay: \(name):1: the recording's header is damaged")
    }
    self.header = header
    entries = []
    for (index, line) in lines.enumerated() {
      guard let value = try? JSONValue(parsing: line), let milliseconds = value["t"]?.int,
        milliseconds >= 0, let event = value["event"].flatMap(RunEvent.init(json:))
      else {
        throw UsageError(message: "--replay: \(name):\(index + 2): the recording is damaged")
      }
      entries.append(Entry(milliseconds: milliseconds, event: event))
    }
  }
}
