import TestSupport
import Testing

@testable import Engine

/// The laws hold in a careless world (`SimulatedWorld`).
@Suite struct TurnMachineSimulationTests {
  @Test(arguments: 0..<20)
  func theLawsHoldWhateverHappens(offset: Int) {
    let seed = SeededGenerator.testSeed &+ UInt64(offset)
    var world = SimulatedWorld(seed: seed, canCrash: false)
    for step in 0..<500 {
      world.step()
      #expect(world.broken == [], "seed \(seed), step \(step)")
      if !world.broken.isEmpty { return }
    }
    // The walk went somewhere.
    #expect(world.turns > 20 && world.attempts.count > 10)
    #expect(world.log.isComplete)
  }

  /// Ten thousand short lives, each with crashes and restarts: the history is
  /// valid, the ledger complete, nothing lost and nothing double.
  @Test(arguments: 0..<40)
  func whatWasTakenDownIsWhatHappened(offset: Int) {
    var crashes = 0
    for life in 0..<250 {
      let seed = SeededGenerator.testSeed &+ UInt64(1_000_000 + offset * 250 + life)
      var world = SimulatedWorld(seed: seed, canCrash: true)
      for step in 0..<24 where world.broken.isEmpty {
        world.step()
        if !world.broken.isEmpty { Issue.record("seed \(seed), step \(step): \(world.broken)") }
      }
      if !world.broken.isEmpty { return }
      if !world.log.isComplete { Issue.record("seed \(seed): the ledger has gaps") }
      crashes += world.crashes
    }
    #expect(crashes > 50)
  }
}
