import Engine
import TestSupport
import Testing

@testable import adit

@Suite struct SessionLocksTests {
  private let id = SessionID("11111111-1111-4111-8111-111111111111")

  @Test func aSessionIsOpenInOneProgram() {
    let folder = TemporaryFolder()
    let first = SessionLocks(directory: "\(folder.path)/locks", home: nil)
    let second = SessionLocks(directory: "\(folder.path)/locks", home: nil)
    #expect(!second.isOpen(id))
    #expect(first.take(id) == .taken)
    #expect(first.take(id) == .taken)
    #expect(second.take(id) == .busy)
    #expect(second.isOpen(id))
    first.release(id)
    #expect(!FileAccess.exists("\(folder.path)/locks/\(id.text).lock"))
    #expect(second.take(id) == .taken)
  }

  @Test func whereThereIsNoPlaceForLocksNobodyHasOne() {
    #expect(SessionLocks(directory: nil, home: nil).take(id) == .impossible)
    #expect(SessionLocks(directory: "/dev/null/locks", home: nil).take(id) == .impossible)
  }

  @Test(arguments: ["", "../x", "a/b", "a.b"])
  func anIDThatIsNoNameIsNoPath(text: String) {
    let folder = TemporaryFolder()
    let locks = SessionLocks(directory: folder.path, home: nil)
    #expect(locks.take(SessionID(text)) == .impossible)
  }
}
