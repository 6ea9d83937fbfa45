import Engine

/// From keys to commands: a key may do something, begin something, end what
/// was begun, or be typed.
enum KeySequenceReducer {
  static func press(
    _ key: Key, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    let earlier = state.pendingKeys
    state.pendingKeys = nil
    if let command = earlier?.command {
      return finish(command, with: key, &state, now: now)
    }
    if earlier == nil, let effects = ViReducer.press(key, &state, now: now) { return effects }
    let context = state.keyContext
    let keys = (earlier?.keys ?? []) + [key]
    let match = state.keyMap.match(keys, in: context)
    if match != .command(.global(.cancelOrQuit)) { state.quitArmedUntil = nil }
    if match != .command(.global(.escape)) { state.clearArmedUntil = nil }
    switch match {
    case .command(let command):
      guard command.takesCharacter else { return AppReducer.run(command, &state, now: now) }
      state.pendingKeys = PendingKeys(keys: keys, command: command, after: earlier, at: now)
      return []
    case .begins:
      state.pendingKeys = PendingKeys(keys: keys, after: earlier, at: now)
      return []
    case .nothing:
      guard earlier != nil else { return AppReducer.type(key, in: context, &state, now: now) }
      if suspends(key, in: state) { return AppReducer.run(.global(.suspend), &state, now: now) }
      if !isWayOut(key, in: state) {
        state.toast = Toast("\(keys.name) is bound to nothing", at: now)
      }
      return []
    }
  }

  /// The character behind a command that waits for one; any other key ends it.
  private static func finish(
    _ command: KeyCommand, with key: Key, _ state: inout AppState, now: MonotonicTime
  ) -> [AppEffect] {
    guard case .character(let character) = key.code, key.modifiers.isEmpty else {
      if suspends(key, in: state) { return AppReducer.run(.global(.suspend), &state, now: now) }
      if !isWayOut(key, in: state) { state.toast = Toast("a character was expected", at: now) }
      return []
    }
    return AppReducer.run(command, character: character, &state, now: now)
  }

  /// Whether `key` suspends the program: it does whatever was begun.
  private static func suspends(_ key: Key, in state: AppState) -> Bool {
    state.keyMap.command(for: key, in: state.keyContext) == .global(.suspend)
  }

  /// Whether `key` means to end whatever there is: it needs no word.
  private static func isWayOut(_ key: Key, in state: AppState) -> Bool {
    let command = state.keyMap.command(for: key, in: state.keyContext)
    return command == .global(.escape) || command == .global(.cancelOrQuit)
  }
}
