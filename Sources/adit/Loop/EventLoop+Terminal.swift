internal import Interface

extension EventLoop {
  mutating func run(_ request: TerminalRequest) {}
}
