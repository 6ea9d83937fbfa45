internal import Interface
internal import Terminal

extension EventLoop {
  mutating func run(_ request: TerminalRequest) {
    switch request {
    case .mouse(let mouse): session.setMouse(mouse)
    case .notify(let text): session.notify(text, onDesktop: notifiesOnDesktop)
    case .listThemes: themes.list()
    }
  }
}
