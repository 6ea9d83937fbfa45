internal import Bedrock
internal import Engine
internal import Store

/// What every session of this run has in common, and where they are kept.
struct SessionFacts: Sendable {
  /// The file of everybody's sessions, and that of the demo's, whose answers
  /// cost nothing and must not stand among real ones.
  static let fileName = "sessions.db", demoFileName = "demo.db"

  /// The project's root, and the working directory.
  var project: String, directory: String
  var region: String
  /// Where the program keeps its files; `nil`: there is no home directory.
  var stateDirectory: String?
  var home: String?
  var isDemo: Bool
  /// Directories for a rescue file, the best first.
  var rescuePlaces: [String]

  /// The store's file; `nil`: there is nowhere to put it.
  var storePath: String? {
    stateDirectory.map { "\($0)/\(isDemo ? Self.demoFileName : Self.fileName)" }
  }

  /// Where the locks of open sessions are.
  var lockDirectory: String? { stateDirectory.map { "\($0)/locks" } }

  /// A session that begins now.
  func newSession(
    _ id: SessionID = .random(), forkedFrom source: SessionID? = nil
  ) -> NewSession {
    NewSession(
      id: id, project: project, directory: directory, region: region,
      createdAt: SystemClock.unixMilliseconds(), forkedFrom: source, version: Version.text)
  }

  /// One that goes on: it stays where it was begun.
  func session(_ summary: SessionSummary) -> NewSession {
    NewSession(
      id: summary.id, project: summary.project, directory: summary.directory, region: region,
      createdAt: summary.createdAt, forkedFrom: summary.forkedFrom, version: Version.text)
  }
}

extension SessionFacts {
  init(_ composition: Composition) {
    let directory = WorkingDirectory.current()
    project = directory.project
    self.directory = directory.path
    region = composition.settings.region.name
    stateDirectory = composition.directories.state
    home = composition.directories.home
    isDemo = composition.isDemo
    let variables = composition.variables
    let places = [
      stateDirectory, variables["XDG_RUNTIME_DIR"], variables["TMPDIR"], "/tmp", home,
    ]
    rescuePlaces = places.compactMap { $0 }.filter { $0.hasPrefix("/") }
  }
}

extension SessionID {
  /// One that nobody has.
  static func random() -> SessionID {
    SessionID(random: .random(in: 0 ... .max), .random(in: 0 ... .max))
  }
}
