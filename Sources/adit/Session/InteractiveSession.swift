/// The full-screen program.
enum InteractiveSession {
  static func run(_ composition: Composition, demo: Demo.Reason?) -> Int32 { 1 }
}
