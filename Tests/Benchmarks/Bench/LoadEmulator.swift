import CSystem
import Glibc
import TestSupport

/// `adit emulator` as a process of its own, whose footprint can be watched.
final class LoadEmulator {
  private let process: PtyProcess
  private let folder: TemporaryFolder
  private let url: String

  /// Starts the emulator of `binary` with a script, as fast as it can answer.
  init(binary: String, script: String) throws {
    folder = TemporaryFolder()
    let path = folder.path + "/script.json"
    guard TestData.write(script, to: path) else { throw BenchError("no script written") }
    process = try PtyProcess(
      binary, ["emulator", "--script", path, "--rate", "0"],
      environment: PtyProcess.hermeticEnvironment(home: folder.path), columns: 200)
    let mark = "listening on "
    guard process.wait(for: "AWS_REGION"),
      let start = process.screen.text.firstRange(of: mark)?.upperBound
    else { throw BenchError("the emulator did not start") }
    url = String(process.screen.text[start...].prefix { !$0.isWhitespace })
  }

  /// What a program needs to talk to it; waits between tries are short, and
  /// its descriptors can be counted.
  func environment(home: String) -> [String: String] {
    PtyProcess.hermeticEnvironment(
      home: home,
      adding: [
        "AWS_ACCESS_KEY_ID": "ADITDEMOKEY",
        "AWS_SECRET_ACCESS_KEY": "adit-demo-secret-not-a-real-one", "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": url, "AWS_ENDPOINT_URL_BEDROCK": url,
        "BEDROCK_INITIAL_RETRY_INTERVAL_MS": "50", "ADIT_DEBUGGABLE": "1",
      ])
  }

  /// What it holds now.
  var footprint: ProcessFootprint { ProcessFootprint(processID: process.processID) }
}

/// What a process holds.
struct ProcessFootprint {
  let descriptors: Int
  let mebibytes: Double

  /// Reads it from the kernel; zeros where that refuses.
  init(processID: Int32) {
    descriptors = TestData.names(in: "/proc/\(processID)/fd").count
    let status = TestData.readText("/proc/\(processID)/status") ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    mebibytes = (line?.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1024
  }
}
