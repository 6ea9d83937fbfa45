internal import Engine
internal import Store

/// What the library reads of the store.
protocol SessionReading: LedgerBook {
  func summary(of id: SessionID) throws(StoreError) -> SessionSummary?
  func sessions(
    _ query: SessionQuery
  ) throws(StoreError) -> (rows: [SessionSummary], isWhole: Bool)
  func sessions(beginningWith prefix: String) throws(StoreError) -> [SessionSummary]
  func events(of id: SessionID, after sequence: Int) throws(StoreError) -> [StoredEvent]
  func lastSequence(of id: SessionID) throws(StoreError) -> Int
  func speeds() throws(StoreError) -> [String: MeasuredSpeed]
  /// Events that could not be read since the store was opened.
  var unreadableEvents: Int { get }
  /// What ends a search that runs; `nil`: none takes long.
  var searchInterrupter: StoreInterrupter? { get }
}

/// What is read before there is a store.
struct EmptyStore: SessionReading {
  func summary(of id: SessionID) -> SessionSummary? { nil }
  func sessions(_ query: SessionQuery) -> (rows: [SessionSummary], isWhole: Bool) { ([], true) }
  func sessions(beginningWith prefix: String) -> [SessionSummary] { [] }
  func events(of id: SessionID, after sequence: Int) -> [StoredEvent] { [] }
  func lastSequence(of id: SessionID) -> Int { 0 }
  func ledger(since: Int?, until: Int?, session: SessionID?, _ row: (LedgerRow) -> Void) {}
  func spent(since: Int?, project: String?, excluding: SessionID?) -> SpentTotals { SpentTotals() }
  func speeds() -> [String: MeasuredSpeed] { [:] }
  var unreadableEvents: Int { 0 }
  var searchInterrupter: StoreInterrupter? { nil }
}
