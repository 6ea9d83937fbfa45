import Engine
import Glibc
import TestSupport
import Testing

@testable import adit

@Suite struct InstructionFilesTests {
  private let folder = TemporaryFolder()

  private func read(_ directory: String) -> ProjectInstructions {
    InstructionFiles(
      directory: folder.path + directory, home: folder.path,
      configurationHome: "\(folder.path)/.config"
    ).read()
  }

  @Test func theNearestStandsLast() throws {
    try folder.write("user", to: ".config/AGENTS.md")
    try folder.write("", to: "repo/.git/HEAD")
    try folder.write("root\n", to: "repo/AGENTS.md")
    try folder.write("not this", to: "repo/CLAUDE.md")
    try folder.write("claude\ntwo", to: "repo/src/CLAUDE.md")
    try folder.write("above", to: "AGENTS.md")
    let found = read("/repo/src")
    #expect(found.files.map(\.name) == ["~/.config/AGENTS.md", "AGENTS.md", "src/CLAUDE.md"])
    #expect(found.files.map(\.text) == ["user", "root\n", "claude\ntwo"])
    #expect(
      found.summary
        == "~/.config/AGENTS.md (1 line), AGENTS.md (1 line), src/CLAUDE.md (2 lines)")
  }

  @Test func outsideOfARepositoryTheDirectoryAloneCounts() throws {
    try folder.write("above", to: "AGENTS.md")
    try folder.write("here", to: "plain/AGENTS.md")
    #expect(read("/plain").files.map(\.text) == ["here"])
    #expect(read("/nowhere") == ProjectInstructions())
  }

  /// Neither a pipe nor a directory is waited for.
  @Test func tellsWhatIsNoFile() throws {
    mkdir("\(folder.path)/p", 0o700)
    mkfifo("\(folder.path)/p/AGENTS.md", 0o600)
    #expect(read("/p").problems == ["AGENTS.md is not read: it is not a regular file."])
    mkdir("\(folder.path)/q", 0o700)
    mkdir("\(folder.path)/q/AGENTS.md", 0o700)
    #expect(read("/q").problems.count == 1)
    // Its place is taken by what is read else.
    try folder.write("claude", to: "q/CLAUDE.md")
    #expect(read("/q").problems.count == 1)
    #expect(read("/q").files.map(\.text) == ["claude"])
  }

  @Test func cutsAtACharacter() throws {
    try folder.write(String(repeating: "ä", count: 50_000), to: "big/AGENTS.md")
    let file = try #require(read("/big").files.first)
    #expect(file.text.utf8.count <= InstructionFiles.maximumFileBytes)
    #expect(file.text.allSatisfy { $0 == "ä" })
    #expect(file.remark == "cut at 64 KiB")
    #expect(read("/big").remarks == ["AGENTS.md is read, cut at 64 KiB."])
  }

  @Test func goesBehindWhateverTheSystemPromptIs() {
    let file = ProjectInstructions.File(name: "AGENTS.md", text: "Be kind.")
    let text = ProjectInstructions(files: [file]).added(to: "Base.")
    #expect(text.hasPrefix("Base.\n\n"))
    #expect(text.hasSuffix("<instructions file=\"AGENTS.md\">\nBe kind.\n</instructions>"))
    #expect(ProjectInstructions().added(to: "Base.") == "Base.")
    let blank = ProjectInstructions(files: [.init(name: "AGENTS.md", text: " \n")])
    #expect(blank.added(to: "Base.") == "Base.")
    #expect(blank.summary == "AGENTS.md (empty)")
  }

  /// A repository that was fetched shows the model nothing of the user's.
  @Test func followsLinksWithinTheRepositoryAlone() throws {
    try folder.write("", to: "repo/.git/HEAD")
    try folder.write("one", to: "repo/rules.md")
    try folder.write("secret", to: "secret")
    try folder.write("", to: "repo/sub/file")
    #expect(symlink("../rules.md", "\(folder.path)/repo/sub/AGENTS.md") == 0)
    #expect(symlink("../secret", "\(folder.path)/repo/AGENTS.md") == 0)
    #expect(read("/repo/sub").files.map(\.text) == ["one"])
    #expect(
      read("/repo/sub").problems
        == ["AGENTS.md is not read: it is a link to a file outside of the project."])
  }

  /// Whoever may write into a folder above cannot instruct the model.
  @Test(
    arguments: [
      (1_000, 1_000, 1_000, true), (0, 1_000, 1_000, true), (1_001, 1_000, 1_000, false),
      (1_001, 1_000, 1_001, true), (1_000, 0, 1_000, true), (1_001, 0, 1_000, false),
    ] as [(uid_t, uid_t, uid_t, Bool)])
  func readsNobodyElsesFile(_ owner: uid_t, user: uid_t, directory: uid_t, isRead: Bool) {
    #expect(InstructionFiles.isTrusted(owner, user: user, directoryOwner: directory) == isRead)
  }
}
