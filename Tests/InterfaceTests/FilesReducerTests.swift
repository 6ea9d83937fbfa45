import Engine
import Testing

@testable import Interface

@Suite struct FilesReducerTests {
  /// Instructions that are read anew: what is wrong with them is said once.
  @Test func problemsOfInstructionsAreTold() {
    var desk = Desk()
    let problem = "AGENTS.md is not read: it is not a regular file."
    let file = ProjectInstructions.File(name: "AGENTS.md", text: "Be kind.")
    desk.send(.files(.instructions(ProjectInstructions(files: [file]))))
    #expect(desk.state.instructions.files == [file])
    desk.send(.files(.instructions(ProjectInstructions(problems: [problem]))))
    desk.send(.files(.instructions(ProjectInstructions(problems: [problem]))))
    #expect(desk.screen().count { $0.contains(problem) } == 1)
    #expect(desk.state.instructions.files.isEmpty)
  }
}
