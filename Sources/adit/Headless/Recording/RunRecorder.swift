internal import Bedrock
internal import CSystem
internal import Glibc
internal import Wire

/// Writes a run to a file as it happens: one JSON object a line, the header
/// first. No request header and no variable is in it; whatever texts it holds
/// lose their secrets, because services and proxies repeat what they were sent.
struct RunRecorder {
  /// Version of the file's form.
  static let formVersion = 1

  private let path: String
  private let descriptor: Int32
  private let redactor: Redactor

  /// Makes the file (mode 0600) and writes the header.
  init(path: String, header: RunHeader, redactor: Redactor) throws(UsageError) {
    self.path = path
    self.redactor = redactor
    descriptor = adit_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else {
      throw UsageError(
        message: "--record: \(path) cannot be written: \(SystemErrorText.of(-descriptor))")
    }
    // A file that was there before gets the mode of a new one; a device or a
    // pipe (`--record /dev/null`) is everybody's.
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      _ = fchmod(descriptor, 0o600)
    }
    let line: JSONValue = [
      "adit_recording": .number(JSONNumber(Self.formVersion)), "header": header.json,
    ]
    if let problem = write(line) { throw UsageError(message: problem) }
  }

  /// Writes `event`; why it could not be written, if so.
  func record(_ event: RunEvent, at milliseconds: Int) -> String? {
    write(["t": .number(JSONNumber(milliseconds)), "event": event.json])
  }

  private func write(_ value: JSONValue) -> String? {
    var bytes = value.mapTexts(redactor.redact).serialized()
    bytes.append(UInt8(ascii: "\n"))
    guard !FileAccess.write(bytes, to: descriptor) else { return nil }
    return "--record: \(path): \(SystemErrorText.of(errno)); the recording is incomplete"
  }
}

extension JSONValue {
  /// The value with every text in it replaced; names of members stay.
  fileprivate func mapTexts(_ change: (String) -> String) -> JSONValue {
    switch self {
    case .null, .bool, .number: return self
    case .string(let text): return .string(change(text))
    case .array(let values): return .array(values.map { $0.mapTexts(change) })
    case .object(let object):
      var changed = JSONObject()
      for member in object.members { changed[member.name] = member.value.mapTexts(change) }
      return .object(changed)
    }
  }
}
