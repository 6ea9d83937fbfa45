import Bedrock
import Engine
import TestSupport
import Testing

@testable import adit

@Suite struct RunRecorderTests {
  /// A proxy's error page repeats the key; the prompt holds another.
  @Test func noSecretReachesTheFile() throws {
    let folder = TemporaryFolder()
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
}
