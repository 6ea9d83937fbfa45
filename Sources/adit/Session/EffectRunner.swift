internal import Bedrock
internal import CSystem
internal import Engine
internal import Interface

/// Carries out what the interface wants done outside of the terminal.
struct EffectRunner {
  let engine: Engine
  let client: BedrockClient
  let history: PromptHistory
  let files: BackgroundWriter
  let editor: ExternalEditor
  let temporaryFolder: String
  /// Through which operations models are called unless one prefers others.
  let api: ModelAPI

  /// The first frame is on the screen: what is slow may begin. Loading the
  /// network library and opening a connection now saves it on the first turn.
  func started() { client.prewarm(api: api) }

  /// A turn is over: what its stream needed is given back to the system, off
  /// the main thread.
  func turnEnded() { files.run { adit_trim_heap() } }

  /// Runs an effect that needs no screen.
  func run(_ effect: AppEffect) {
    switch effect {
    case .engine(let command):
      engine.send(command)
      // The interrupted connection is closed, and the next prompt often
      // follows at once.
      if case .interrupt = command { client.prewarm(api: api) }
    case .prewarm: client.prewarm(api: api)
    case .recordHistory(let prompt): history.append(prompt)
    case .quit, .suspend, .redraw, .editExternally, .bell: break
    }
  }

  /// Runs the editor; the terminal must have been released.
  func edit(_ text: String) -> EffectResult {
    editor.edit(text, temporaryFolder: temporaryFolder)
  }
}
