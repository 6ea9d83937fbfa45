internal import CSystem
internal import Engine
internal import Glibc
internal import Store

/// Where what the store cannot take is written meanwhile: one file for each
/// session, in the first place that takes it. Its lock (`flock`) tells other
/// programs that it is still being written.
struct RescueFile {
  /// Files of one name that are tried; more than that many rescues of one
  /// session are nobody's.
  private static let mostNames = 16
  /// The beginning and the end of every rescue file's name.
  static let prefix = "adit-rescue-", suffix = ".jsonl"

  private let places: [String]
  private let owner: String?
  private var descriptor: Int32 = -1
  private var session: SessionID?
  private var nextPlace = 0
  /// Through which event of the session it goes.
  private var lastSequence = 0
  /// Files of sessions that were left meanwhile; open, so that they are locked.
  private var earlier: [(path: String, descriptor: Int32)] = []
  /// Where it is; `nil`: it could not be written anywhere.
  private(set) var path: String?

  /// `places`: directories, the best first. `store`: the file whose rest it is;
  /// the name tells which, because others may use the same places.
  init(places: [String], store: String? = nil) {
    self.places = places
    owner = store.map(Self.owner)
  }

  /// Appends `job`. `all`: everything that has to be in the file, should it
  /// have to be begun in another place.
  /// `skips`: how many places are not tried.
  mutating func append(
    _ job: JournalMachine.Job, all: [JournalMachine.Job], skips: Int = 0
  ) {
    var rest = job
    rest.events.removeAll { $0.sequence <= lastSequence && session == job.session.id }
    if descriptor >= 0, session == job.session.id, write([rest], isNew: false) { return }
    let mine = all.filter { $0.session.id == job.session.id }
    if session != job.session.id {
      setAside()
      nextPlace = 0
    }
    session = job.session.id
    nextPlace = max(nextPlace, skips)
    while nextPlace < places.count {
      discard()
      if open(in: places[nextPlace], session: job.session.id), write(mine, isNew: true) { return }
      nextPlace += 1
    }
    discard()
  }

  /// The store has everything: the files go.
  mutating func drop() {
    discard()
    for file in earlier {
      unlink(file.path)
      close(file.descriptor)
    }
    earlier = []
    session = nil
    nextPlace = 0
  }

  /// Leaves the file where it is until the store has everything.
  private mutating func setAside() {
    if let path { earlier.append((path, descriptor)) }
    forget()
  }

  private mutating func discard() {
    if let path { unlink(path) }
    if descriptor >= 0 { close(descriptor) }
    forget()
  }

  private mutating func forget() {
    descriptor = -1
    path = nil
    lastSequence = 0
  }

  private mutating func open(in place: String, session: SessionID) -> Bool {
    for number in 0..<Self.mostNames {
      let mark = number == 0 ? "" : "-\(number + 1)"
      let path = "\(place)/\(Self.prefix)\(session.text)\(owner ?? "")\(mark)\(Self.suffix)"
      let descriptor = adit_open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
      if descriptor >= 0 {
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        self.descriptor = descriptor
        self.path = path
        return true
      }
      guard descriptor == -EEXIST else { return false }
    }
    return false
  }

  private mutating func write(_ jobs: [JournalMachine.Job], isNew: Bool) -> Bool {
    var isFirst = isNew
    for job in jobs {
      guard FileAccess.write(Self.lines(job, withHeader: isFirst), to: descriptor) else {
        return false
      }
      isFirst = false
      lastSequence = job.events.last?.sequence ?? lastSequence
    }
    return true
  }
}

extension RescueFile {
  /// `job` in the form of an export, which `adit sessions import` reads.
  static func lines(_ job: JournalMachine.Job, withHeader: Bool) -> [UInt8] {
    let summary = SessionSummary(
      id: job.session.id, title: "", project: job.session.project,
      directory: job.session.directory, createdAt: job.session.createdAt,
      updatedAt: job.events.last?.at ?? job.session.createdAt, forkedFrom: job.session.forkedFrom)
    let bytes = SessionLines.bytes(job.events, summary: summary)
    guard !withHeader, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return bytes }
    return Array(bytes[(end + 1)...])
  }

  /// Files that are told of; a directory may hold any number.
  private static let mostTold = 4

  /// `-s` and a hash (FNV-1a, 32 bits) of `store`.
  private static func owner(_ store: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in store.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    let digits = String(hash, radix: 16)
    return "-s" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The rescue files of `store` in `places` that no program writes any more.
  static func left(in places: [String], store: String? = nil) -> [String] {
    let owner = store.map(Self.owner)
    var found: [String] = []
    for place in places where !found.contains(where: { $0.hasPrefix(place + "/") }) {
      for name in names(in: place).sorted() where found.count < mostTold {
        guard owner.map({ name.contains("\($0).") || name.contains("\($0)-") }) ?? true else {
          continue
        }
        let path = "\(place)/\(name)"
        if isLeft(path), !found.contains(path) { found.append(path) }
      }
    }
    return found
  }

  private static func names(in place: String) -> [String] {
    guard let directory = opendir(place) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix), name.hasSuffix(suffix) { names.append(name) }
    }
    return names
  }

  private static func isLeft(_ path: String) -> Bool {
    let descriptor = adit_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == getuid(),
      status.st_mode & S_IFMT == S_IFREG
    else { return false }
    return flock(descriptor, LOCK_SH | LOCK_NB) == 0
  }
}

extension RescueFile {
  /// Removes a rescue file that was taken over; whether `path` is one.
  static func remove(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix(prefix) && name.hasSuffix(suffix) && isLeft(path) && unlink(path) == 0
  }
}
