import Glibc
import TestSupport
import Testing
import TextModel

@testable import adit

/// The walk and git itself must name the same files.
@Suite struct FileWalkTests {
  private let folder = TemporaryFolder()

  private func paths(_ root: String, home: String? = nil) -> [String] {
    var walk = FileWalk(root: root, git: GitExcludes(home: home, configurationHome: home))
    while walk.step() {}
    return (0..<walk.list.count).filter { !walk.list.isDirectory($0) }.map { walk.list[$0] }
      .sorted()
  }

  private func git(_ arguments: String..., in root: String) throws -> String {
    let run = try PipedRun(
      "/usr/bin/git", ["-C", root] + arguments,
      environment: ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "PATH": "/usr/bin:/bin"])
    #expect(run.exit == .code(0))
    return run.text
  }

  private func write(_ path: String, _ text: String = "") {
    var made = folder.path
    for part in path.split(separator: "/").dropLast() {
      made += "/" + part
      mkdir(made, 0o700)
    }
    #expect(TestData.write(text, to: "\(folder.path)/\(path)"))
  }

  @Test(arguments: 0..<12)
  func agreesWithGit(tree: Int) throws {
    var generator = SeededGenerator(seed: SeededGenerator.testSeed &+ UInt64(tree))
    func pick(_ choices: [String]) -> String {
      choices.randomElement(using: &generator) ?? ""
    }
    let names = ["a", "b", "ab", "a.o", "b.o", "x y", "#c", "!d", "[e]", "build", "Ab", "a-b.txt"]
    let parts = [
      "*", "a", "b", "*.o", "a*", "?", "**", "[a-c]", "[!a]", "build", "x\\ y", "\\#c", "\\!d",
      "ab",
    ]
    for _ in 0..<80 {
      let depth = Int.random(in: 0...3, using: &generator)
      let way = (0..<depth).map { _ in "d" + pick(names) + "/" }.joined()
      write("repo/\(way)\(pick(names))")
      guard Int.random(in: 0..<6, using: &generator) == 0 else { continue }
      let lines = (0..<3).map { _ -> String in
        let count = Int.random(in: 1...3, using: &generator)
        let body = (0..<count).map { _ in
          (Bool.random(using: &generator) ? "d" : "") + pick(parts)
        }.joined(separator: "/")
        return pick(["", "", "!"]) + pick(["", "/"]) + body + pick(["", "/", " "])
      }
      write("repo/\(way).gitignore", lines.joined(separator: "\n") + "\n")
    }
    let root = "\(folder.path)/repo"
    _ = try git("init", "-q", ".", in: root)
    write("repo/.git/info/exclude", "dbuild/\n*.txt\n!da/*.txt\n")
    write("git/ignore", "Ab\n/da/b\n")
    let listed = try git("ls-files", "-o", "--exclude-standard", "-z", in: root)
      .split(separator: "\0").map(String.init).sorted()
    #expect(
      paths(root, home: folder.path) == listed, "seed \(SeededGenerator.testSeed), tree \(tree)")
  }

  @Test func startsBelowTheRepositorysRoot() throws {
    write("repo/.gitignore", "/sub/x\n*.o\nsub/deep/\n")
    write("repo/sub/x")
    write("repo/sub/y")
    write("repo/sub/y.o")
    write("repo/sub/deep/z")
    _ = try git("init", "-q", ".", in: "\(folder.path)/repo")
    #expect(paths("\(folder.path)/repo/sub") == ["y"])
  }

  @Test func passesOverWhatIsNoFile() {
    write("tree/ok")
    write("tree/line\nend")
    let bad: [UInt8] = Array("\(folder.path)/tree/".utf8) + [0xFF, 0xFE, 0]
    bad.withUnsafeBytes { bytes in
      if let path = bytes.bindMemory(to: CChar.self).baseAddress { mkdir(path, 0o700) }
    }
    mkfifo("\(folder.path)/tree/pipe", 0o600)
    mkdir("\(folder.path)/tree/closed", 0)
    symlink("..", "\(folder.path)/tree/loop")
    #expect(paths("\(folder.path)/tree") == ["loop", "ok"])
    #expect(paths("\(folder.path)/nowhere") == [])
  }

  @Test func aRepositoryWithinHasItsOwnRules() {
    write("outer/.git/HEAD")
    write("outer/.gitignore", "*.o\n")
    write("outer/inner/.git/HEAD")
    write("outer/inner/a.o")
    write("outer/b.o")
    #expect(paths("\(folder.path)/outer") == [".gitignore", "inner/a.o"])
  }
}
