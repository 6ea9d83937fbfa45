import Bedrock
import CSystem
import Engine
import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct RunRecorderTests {
  private let folder = TemporaryFolder()

  /// A proxy's error page repeats the key; the prompt holds another.
  @Test func noSecretReachesTheFile() throws {
    let path = folder.path + "/run.jsonl"
    let redactor = Redactor()
    redactor.learn(Secret("very-secret-value-123"), name: "AWS_SECRET_ACCESS_KEY")
    var header = RunSamples.header()
    header.request.prompt = "What is very-secret-value-123?"
    let recorder = try RunRecorder(path: path, header: header, redactor: redactor)
    let failure = RunFailure(line: "403: got very-secret-value-123", exitCode: 3)
    #expect(recorder.record(.notice("Authorization: Bearer abcdefghijklmnop"), at: 1) == nil)
    #expect(recorder.record(.ended(.failed(failure)), at: 2) == nil)
    let bytes = try #require(FileAccess.read(path))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("very-secret-value-123"))
    #expect(!text.contains("abcdefghijklmnop"))
    let recording = try RunRecording(parsing: bytes, name: "r")
    #expect(recording.header.request.prompt == "What is ‹redacted:AWS_SECRET_ACCESS_KEY›?")
    #expect(recording.header.apiKeySource == header.apiKeySource)
    #expect(recording.entries.count == 2)
  }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : nil
  }

  @Test func aFileIsTheUsersOwnWhateverItWasBefore() throws {
    let path = folder.path + "/run.jsonl"
    #expect(TestData.write("former", to: path))
    #expect(chmod(path, 0o644) == 0)
    _ = try RunRecorder(path: path, header: RunSamples.header(), redactor: Redactor())
    #expect(mode(path) == 0o600)
  }

  /// Whoever records into a device or a pipe must not take it from the others.
  @Test func whatIsNoFileKeepsItsMode() throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o644) == 0)
    #expect(chmod(path, 0o644) == 0)
    let reader = adit_open(path, O_RDONLY | O_NONBLOCK, 0)
    defer { close(reader) }
    #expect(reader >= 0)
    _ = try RunRecorder(path: path, header: RunSamples.header(), redactor: Redactor())
    #expect(mode(path) == 0o644)
  }

  @Test func whyItCannotBeWrittenIsSaid() {
    let path = folder.path + "/none/run.jsonl"
    #expect(
      throws: UsageError(message: "--record: \(path) cannot be written: no such file or directory")
    ) {
      try RunRecorder(path: path, header: RunSamples.header(), redactor: Redactor())
    }
  }
}
