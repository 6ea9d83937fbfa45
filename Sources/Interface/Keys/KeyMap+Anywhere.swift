/// Keys that hold everywhere.
extension KeyMap {
  static let anywhere: [Binding] = [
    Binding(.anywhere, Key(.escape), .global(.escape)),
    Binding(.anywhere, Key(.character("c"), .control), .global(.cancelOrQuit)),
    Binding(.anywhere, Key(.function(2)), .global(.pickModel)),
    Binding(.anywhere, Key(.function(2), .shift), .global(.earlierModel)),
    Binding(.anywhere, Key(.character("p"), .alt), .global(.pickModel)),
    Binding(.anywhere, Key(.character(","), .alt), .global(.lowerEffort)),
    Binding(.anywhere, Key(.character("."), .alt), .global(.raiseEffort)),
    Binding(.anywhere, Key(.pageUp), .scroll(.halfPageUp)),
    Binding(.anywhere, Key(.pageDown), .scroll(.halfPageDown)),
    Binding(.anywhere, Key(.up, .shift), .scroll(.lineUp)),
    Binding(.anywhere, Key(.down, .shift), .scroll(.lineDown)),
    Binding(.anywhere, Key(.home, .control), .scroll(.top)),
    Binding(.anywhere, Key(.character("<"), .alt), .scroll(.top)),
    Binding(.anywhere, Key(.end, .control), .scroll(.end)),
    Binding(.anywhere, Key(.character(">"), .alt), .scroll(.end)),
    Binding(.anywhere, Key(.character("o"), .control), .global(.toggleDetails)),
    Binding(.anywhere, Key(.character("t"), .alt), .global(.toggleDetails)),
    Binding(.anywhere, Key(.function(9)), .global(.toggleMouse)),
    Binding(.anywhere, Key(.character("s"), .alt), .global(.takeSuggestion)),
    Binding(.anywhere, Key(.character("l"), .control), .global(.redraw)),
    Binding(.anywhere, Key(.character("z"), .control), .global(.suspend)),
    Binding(.anywhere, Key(.function(1)), .global(.help)),
  ]
}
