/// The program's entry: a synchronous `main`, because the main thread belongs
/// to the terminal loop.
@main
struct Adit {
  static func main() {
    print("adit")
  }
}
