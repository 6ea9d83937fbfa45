import Engine
import Glibc
import Interface
import Synchronization
import TestSupport
import Testing

@testable import adit

/// What a service told, for a thread that waits for it.
final class ToldEvents<Event: Sendable>: Sendable {
  private let events = Mutex<[Event]>([])

  func add(_ event: Event) { events.withLock { $0.append(event) } }

  var all: [Event] { events.withLock { $0 } }

  /// The first event for which `pick` has a value; `nil` after the patience of
  /// all tests.
  func wait<Value>(_ pick: (Event) -> Value?) -> Value? {
    let end = SystemClock.now().adding(milliseconds: PtyProcess.patienceMilliseconds)
    while SystemClock.now() < end {
      if let value = all.lazy.compactMap(pick).first { return value }
      _ = poll(nil, 0, 5)
    }
    return nil
  }
}

@Suite struct FileServiceTests {
  private let folder = TemporaryFolder()
  private let told = ToldEvents<FileEvent>()

  private func service(instructions: Bool = false) throws -> FileService {
    try #require(
      FileService(
        root: folder.path, home: nil, configurationHome: nil,
        instructions: instructions
          ? InstructionFiles(directory: folder.path, home: nil, configurationHome: nil) : nil,
        tell: told.add))
  }

  private func whole(_ number: Int) -> [FileCandidate]? {
    told.wait { event in
      guard case .candidates(let found, number, .whole) = event else { return nil }
      return found
    }
  }

  @Test func answersWithWhatIsThere() throws {
    try folder.write("", to: "src/main.c")
    try folder.write("", to: "build/main.o")
    try folder.write("build/\n", to: ".gitignore")
    let service = try service()
    service.send(.complete(query: "mai", number: 1))
    #expect(whole(1) == [FileCandidate(path: "src/main.c")])
    service.send(.complete(query: "src", number: 2))
    #expect(whole(2)?.first == FileCandidate(path: "src", isDirectory: true))
  }

  /// Of questions that came while the tree was read the newest is answered.
  @Test func theNewestQuestionWins() throws {
    for number in 0..<300 { try folder.write("", to: "d\(number % 20)/f\(number).txt") }
    let service = try service()
    for number in 1...50 { service.send(.complete(query: "f\(number)", number: number)) }
    #expect(whole(50)?.first?.path == "d10/f50.txt")
  }

  @Test func namesPlacesOutsideByTheirWay() throws {
    try folder.write("", to: "place/one.txt")
    let service = try service()
    service.send(.complete(query: "\(folder.path)/place/o", number: 1))
    #expect(whole(1) == [FileCandidate(path: "\(folder.path)/place/one.txt")])
  }

  @Test func readsInstructionsAnew() throws {
    try folder.write("One.\n", to: "AGENTS.md")
    let service = try service(instructions: true)
    service.send(.readInstructions)
    let found: ProjectInstructions? = told.wait { event in
      guard case .instructions(let found) = event else { return nil }
      return found
    }
    #expect(found?.files.map(\.text) == ["One.\n"])
  }
}
