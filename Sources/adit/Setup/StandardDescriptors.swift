internal import CSystem
internal import Glibc

/// The descriptors of stdin, stdout and stderr.
enum StandardDescriptors {
  /// Occupies those that whoever started the program has closed; otherwise a
  /// connection or a file would get their numbers, and with them the answer.
  /// Reading such a stdin gives nothing; writing to such a stdout fails.
  static func occupy() {
    // The lowest free number is the one that `open` takes.
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      let mode = descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY
      if adit_open("/dev/null", mode, 0) < 0 { return }
    }
  }
}
