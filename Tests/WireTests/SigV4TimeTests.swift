import Testing

@testable import Wire

@Suite struct SigV4TimeTests {
  @Test(arguments: [
    (0, "19700101T000000Z"), (1_795_235_525, "20261121T043205Z"),
    (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
    (951_868_800, "20000301T000000Z"), (4_107_542_400, "21000301T000000Z"),
    (1_798_761_599, "20261231T235959Z"), (-1, "19691231T235959Z"),
    (Int.max, "99991231T235959Z"), (Int.min, "00010101T000000Z"),
  ])
  func stamps(seconds: Int, stamp: String) {
    let time = SigV4Time(unixSeconds: seconds)
    #expect(time.dateTime == stamp)
    #expect(time.date == String(stamp.prefix(8)))
  }
}
