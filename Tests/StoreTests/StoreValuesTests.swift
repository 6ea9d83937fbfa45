import Store
import Testing

@Suite struct StoreValuesTests {
  @Test func aQueryWithoutWordsMeansEverySession() {
    #expect(SessionQuery() == SessionQuery(words: "", project: nil, limit: 200))
  }
}
