import TestSupport
import Testing

@testable import adit

@Suite struct WorkingDirectoryTests {
  @Test(arguments: [
    ("ref: refs/heads/main\n", "main"), ("ref: refs/heads/fix/a-b", "fix/a-b"),
    ("3b18e512dba79e4c8300dd08aeb37f8e728b8dad\n", "3b18e512"), ("", nil),
  ])
  func branchOfHead(head: String, branch: String?) {
    #expect(WorkingDirectory.branch(head: head) == branch)
  }

  @Test func pathsOfProjectsAreWhole() {
    let folder = TemporaryFolder()
    let real = WorkingDirectory.root(folder.path)
    #expect(
      WorkingDirectory.root("\(folder.path)/../\(folder.path.split(separator: "/").last ?? "")/")
        == real)
    #expect(WorkingDirectory.root("\(folder.path)/none//") == "\(folder.path)/none")
    #expect(WorkingDirectory.root(".") == WorkingDirectory.current().project)
    #expect(WorkingDirectory.root("/") == "/")
  }
}
