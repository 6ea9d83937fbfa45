import Testing

@testable import Engine

@Suite struct SaturatingMathTests {
  @Test(arguments: [
    (1, 2, 3), (Int.max, 1, .max), (.max, .max, .max), (.min, -1, .min), (.max, .min, -1),
  ])
  func sums(left: Int, right: Int, sum: Int) {
    #expect(left.addingSaturated(right) == sum)
  }

  @Test(arguments: [
    (3, 4, 12), (Int.max, 2, .max), (.max, -2, .min), (.min, -1, .max), (0, .max, 0),
  ])
  func products(left: Int, right: Int, product: Int) {
    #expect(left.multipliedSaturated(by: right) == product)
  }
}
