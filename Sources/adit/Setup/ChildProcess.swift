internal import CSystem
internal import Glibc

/// A program to be started, with everything that it is given.
struct ChildProcess {
  /// A path, or a name that is looked for in `PATH`.
  var path: String
  /// Its own name first.
  var arguments: [String]
  /// `NAME=value` of each variable.
  var environment: [String]
  /// Descriptors; -1: `/dev/null`.
  var input: Int32 = -1
  var output: Int32 = -1
  var error: Int32 = -1
  /// In a session of its own it has no terminal, and a process group to be
  /// ended with.
  var hasOwnSession = false

  /// The process's number, or the negative error number.
  func start() -> pid_t {
    Self.withPointers(arguments) { arguments in
      Self.withPointers(environment) { environment in
        path.withCString { path in
          var request = adit_spawn()
          request.path = path
          request.arguments = arguments
          request.environment = environment
          request.input = input
          request.output = output
          request.error = error
          request.new_session = hasOwnSession
          return adit_spawn(&request)
        }
      }
    }
  }

  private static func withPointers<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Value
  ) -> Value {
    let pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
