import Engine
import Testing

@Suite struct SessionIDTests {
  @Test func randomBitsMakeAVersion4UUID() {
    let id = SessionID(random: 0x0123_4567_89AB_CDEF, 0)
    #expect(id.text == "01234567-89ab-4def-8000-000000000000")
    #expect(id.short == "01234567")
  }

  @Test func writtenIdsAreComparedWithoutCase() {
    #expect(SessionID("ABCD") == SessionID("abcd"))
  }
}
