import Engine

/// How a model thinks, and what the user asked of it, in words.
enum ThinkingText {
  /// What the model does by itself, and how to ask for something else.
  static func ability(of model: ModelDescriptor) -> String {
    switch model.rules.thinking {
    case .unsupported: "no"
    case .budget: "on request, with a budget: /thinking 8000"
    case .adaptive: "on request, as much as it needs: /thinking on"
    case .adaptiveOrBudget: "on request, as much as it needs or with a budget: /thinking on"
    case .adaptiveDefaultOn:
      model.rules.thinkingOff == nil
        ? "always, as much as it needs" : "as much as it needs, unless /thinking off"
    case .always:
      model.rules.thinkingOff == .betweenTools
        ? "always; between tool calls alone after /thinking off" : "always, as much as it needs"
    }
  }

  /// `on`, `off`, `8,000 tokens`, `the model's own`.
  static func choice(_ choice: ThinkingChoice) -> String {
    switch choice {
    case .modelDefault: "the model's own"
    case .off: "off"
    case .on(budget: nil): "on"
    case .on(let budget?): "\(NumberText.grouped(budget)) tokens"
    }
  }

  /// Why `choice` is not what `model` will do; `nil`: it will.
  static func objection(to choice: ThinkingChoice, of model: ModelDescriptor) -> String? {
    let name = model.displayName
    switch (choice, model.rules.thinking) {
    case (.modelDefault, _), (.off, .unsupported), (.off, .budget), (.off, .adaptive),
      (.off, .adaptiveOrBudget):
      return nil
    case (.on, .unsupported):
      return "\(name) does not think; the choice holds for models that do."
    case (.off, .always), (.off, .adaptiveDefaultOn):
      return model.rules.thinkingOff == nil
        ? "\(name) always thinks; less effort makes it think less." : nil
    case (.on(let budget), .adaptive), (.on(let budget), .adaptiveDefaultOn),
      (.on(let budget), .always):
      return budget == nil
        ? nil : "\(name) takes no budget: it thinks as much as it needs, and /effort says how hard."
    case (.on, .budget), (.on, .adaptiveOrBudget):
      return nil
    }
  }
}
