import CSystem
import Glibc
import TestSupport

/// The release program on a pty, pointed at the bench server.
struct Subject {
  let binary: String
  let home = TemporaryFolder()
  let port: UInt16

  /// Starts it and waits for its prompt.
  func start(columns: Int = 80, rows: Int = 24) throws -> PtyProcess {
    let terminal = try spawn(columns: columns, rows: rows)
    guard terminal.wait(for: Subject.promptMark) else {
      print(terminal.screen.text)
      throw BenchError("the program showed no prompt")
    }
    return terminal
  }

  /// Starts it and does not wait.
  func spawn(columns: Int = 80, rows: Int = 24) throws -> PtyProcess {
    try PtyProcess(
      binary, [],
      environment: PtyProcess.hermeticEnvironment(
        home: home.path,
        adding: [
          "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "made-up",
          "AWS_REGION": "us-east-1",
          "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": "http://127.0.0.1:\(port)",
        ]), columns: columns, rows: rows)
  }

  /// What stands before the prompt's text.
  static let promptMark = "›"
}

struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension PtyProcess {
  /// Types `text` and returns the nanoseconds until the screen shows
  /// `expected`.
  func echoTime(_ text: String, expecting expected: String) throws -> UInt64 {
    let start = adit_monotonic_nanoseconds()
    write(text)
    guard wait(for: expected) else { throw BenchError("'\(expected)' never appeared") }
    return lastReadNanoseconds - min(start, lastReadNanoseconds)
  }

  /// Resident memory in MiB, from the kernel.
  var residentMebibytes: Double { ProcessFootprint(processID: processID).mebibytes }

  /// Times that any thread of the process was scheduled in of its own will.
  var wakeUps: Int {
    let folder = "/proc/\(processID)/task"
    return TestData.names(in: folder).reduce(0) { sum, thread in
      let status = TestData.readText("\(folder)/\(thread)/status") ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
      return sum + (line?.split(separator: "\t").last.flatMap { Int($0) } ?? 0)
    }
  }

  /// Reads along for so long.
  func idle(milliseconds: Int) {
    _ = wait(milliseconds: milliseconds) { _ in false }
  }
}
