import Engine
import Testing
import Wire

@testable import Bedrock

/// Pictures and documents on the wire (bedrock-wire 1.7, 4.7).
@Suite struct AttachmentRequestTests {
  private static let messages = [
    Message(
      role: .user,
      content: [
        .image(
          AttachedImage(
            format: .jpeg, width: 4, height: 3, bytes: EncodedBytes(base64: "AAEC"))),
        .document(AttachedDocument(pages: 1, bytes: EncodedBytes(base64: "JVBE"))),
        .document(AttachedDocument(pages: 2, bytes: EncodedBytes(base64: "JVBF"))),
        .text("hi"),
      ])
  ]

  private static let native = #"""
    [{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"AAEC"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBF"}},{"type":"text","text":"hi"}]}]
    """#

  private static let converse = #"""
    [{"role":"user","content":[{"image":{"format":"jpeg","source":{"bytes":"AAEC"}}},{"document":{"format":"pdf","name":"Document 1","source":{"bytes":"JVBE"}}},{"document":{"format":"pdf","name":"Document 2","source":{"bytes":"JVBF"}}},{"text":"hi"}]}]
    """#

  private static func messages(of body: JSONValue) -> String? {
    body["messages"].map { String(decoding: $0.serialized(), as: UTF8.self) }
  }

  @Test func everySurface() throws {
    let request = try SampleRequest.make("claude-sonnet-5-5", messages: Self.messages)
    #expect(Self.messages(of: MessagesBody.native(request)) == Self.native)
    #expect(Self.messages(of: MessagesBody.messages(request, modelID: "m")) == Self.native)
    #expect(Self.messages(of: ConverseBody.make(request)) == Self.converse)
  }

  @Test func whatAModelCannotReadIsNamedInstead() throws {
    let request = try SampleRequest.make("nova-micro", messages: Self.messages)
    let unseen = #"{"text":"[A file was here that this model cannot read.]"}"#
    #expect(
      Self.messages(of: ConverseBody.make(request))
        == #"[{"role":"user","content":["# + "\(unseen),\(unseen),\(unseen)"
        + #",{"text":"hi"}]}]"#)
  }
}

/// What is done about a picture that the service cannot take.
@Suite struct RefusedImageTests {
  private static let image = ContentBlock.image(
    AttachedImage(format: .png, width: 1, height: 1, bytes: EncodedBytes(base64: "AAEC")))

  private static func repair(_ messages: [Message]) throws -> Repair? {
    let request = try SampleRequest.make("claude-sonnet-5-5", messages: messages)
    let settings = ServiceSettings(environment: ["AWS_REGION": "us-east-1"])
    let planner = RepairPlanner(
      original: request, adjustments: RequestAdjustments(),
      prepared: try PreparedRequest(
        request, settings: settings, adjustments: RequestAdjustments()),
      settings: settings, listedProfiles: [])
    let error = ServiceError(
      status: 400, code: "ValidationException", message: "Could not process image")
    guard case .once(let repair)? = planner.plan(for: error) else { return nil }
    return repair
  }

  private static func user(_ content: ContentBlock...) -> Message {
    Message(role: .user, content: content)
  }

  @Test func thoseOfThePromptAreLeftOutFirst() throws {
    let repair = try Self.repair([Self.user(Self.image, .text("hi"))])
    #expect(repair?.refusedImages == .ofPrompt)
  }

  @Test func thenEveryOne() throws {
    let answer = Message(role: .assistant, content: [.text("yes")], modelKey: "claude-sonnet-5-5")
    let repair = try Self.repair([
      Self.user(Self.image, .text("hi")), answer, Self.user(.text("and?")),
    ])
    #expect(repair?.refusedImages == .all)
  }

  @Test func withoutImagesThereIsNothingToMend() throws {
    #expect(try Self.repair([Self.user(.text("hi"))]) == nil)
  }
}
