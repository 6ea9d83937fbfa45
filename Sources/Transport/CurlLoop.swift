import Bedrock
import CTransport

/// The network thread's loop and everything it owns: the multi handle and all
/// transfers. Created and used on that thread alone.
///
/// One turn: commands, perform, finished transfers, deliveries, held requests,
/// watchdogs, poll. Completion is looked for before polling, else a finished
/// transfer would wait out the timeout. Without transfers the thread waits for
/// commands without a timeout.
final class CurlLoop {
  /// Idle connections that are kept (CURLMOPT_MAXCONNECTS).
  private static let maximumIdleConnections = 8
  /// A connection opened ahead of need is given up after this.
  private static let prewarmTimeoutMilliseconds = 10_000

  /// A request that waits for a connection being opened ahead of need.
  private struct Held {
    var exchange: Exchange
    var request: HTTPRequest
    var origin: Origin
    var issued: SuspendingClock.Instant
  }

  private let driver: CurlDriver
  private var multi: OpaquePointer?
  private var transfers: [CurlTransfer] = []
  private var held: [Held] = []
  private var ledger = ConnectionLedger()
  private var suspendDetector = SuspendDetector()
  /// The idle connections are older than a sleep of the machine.
  private var isPoolStale = false
  private var trust: TrustSettings.Location?
  private var now: SuspendingClock.Instant

  init(driver: CurlDriver) {
    self.driver = driver
    now = driver.configuration.readClocks().awake
  }

  /// Runs until `.stop`.
  func run() {
    var goesOn = true
    while goesOn {
      let commands = driver.takeCommands()
      observeClocks()
      for command in commands where !obey(command) { goesOn = false }
      guard goesOn, let multi, !transfers.isEmpty || !held.isEmpty else {
        if goesOn { driver.waitForCommands() }
        continue
      }
      guard ct_multi_perform(multi) == CT_OK else {
        abandonAll(HTTPFailure(.library, "libcurl failed inside."))
        dropIdleConnections()
        continue
      }
      finishDone()
      for transfer in transfers {
        transfer.observeUpload(now: now)
        transfer.deliver(now: now)
      }
      startHeld()
      expire()
      guard !transfers.isEmpty else { continue }
      _ = ct_multi_poll(multi, driver.wakeSource, nextTimeout())
    }
    abandonAll(.cancelled)
    driver.shutDown(with: .cancelled)
    if let multi { ct_multi_free(multi) }
  }

  // MARK: commands

  /// False for `.stop`.
  private func obey(_ command: CurlDriver.Command) -> Bool {
    switch command {
    case .start(let exchange, let request, let origin):
      start(Held(exchange: exchange, request: request, origin: origin, issued: now))
    case .remove(let exchange):
      held.removeAll { $0.exchange === exchange }
      if let transfer = transfers.first(where: { $0.exchange === exchange }) {
        end(transfer, failure: .cancelled)
      }
    case .resume(let exchange):
      transfers.first { $0.exchange === exchange }?.resume(now: now)
    case .prewarm(let origin):
      prewarm(origin)
    case .stop:
      return false
    }
    return true
  }

  private func start(_ item: Held) {
    guard !item.exchange.isOver else { return }
    if !item.request.freshConnection,
      let deadline = ledger.holdDeadline(item.origin, issued: item.issued), now < deadline
    {
      held.append(item)
      return
    }
    do throws(HTTPFailure) {
      try add(item.exchange, item.request, item.origin)
    } catch {
      item.exchange.fail(error)
    }
  }

  private func prewarm(_ origin: Origin) {
    guard ledger.shouldWarm(origin, now: now) else { return }
    let request = HTTPRequest(
      method: "HEAD", url: origin.rootURL,
      firstByteTimeoutMilliseconds: Self.prewarmTimeoutMilliseconds,
      idleTimeoutMilliseconds: Self.prewarmTimeoutMilliseconds)
    // Its failure is silent: the request that follows will tell.
    guard (try? add(nil, request, origin)) != nil else { return }
    ledger.beganWarming(origin)
  }

  private func add(
    _ exchange: Exchange?, _ request: HTTPRequest, _ origin: Origin
  ) throws(HTTPFailure) {
    let multi = try openMulti()
    let configuration = driver.configuration
    let settings = EasySettings(
      userAgent: configuration.userAgent,
      proxy: request.bypassesProxy ? nil : configuration.proxies.proxy(for: origin),
      trust: origin.scheme == .https ? try locateTrust() : nil,
      freshConnection: request.freshConnection || isPoolStale)
    let transfer = try CurlTransfer(
      exchange: exchange, request: request, origin: origin, settings: settings, now: now)
    let code = ct_multi_add(multi, transfer.easy)
    guard code == CT_OK else {
      transfer.close()
      throw HTTPFailure(.library, "libcurl did not take the request (error \(code)).")
    }
    transfers.append(transfer)
  }

  private func openMulti() throws(HTTPFailure) -> OpaquePointer {
    if let multi { return multi }
    var reason = [CChar](repeating: 0, count: 256)
    guard ct_load_library(driver.configuration.libraryName, &reason, reason.count) == 0 else {
      let text = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .missingLibrary(String(decoding: text, as: UTF8.self))
    }
    ct_warm_crypto()
    guard let multi = ct_multi_new(Self.maximumIdleConnections) else {
      throw HTTPFailure(.library, "libcurl is out of memory.")
    }
    self.multi = multi
    return multi
  }

  private func locateTrust() throws(HTTPFailure) -> TrustSettings.Location {
    if let trust { return trust }
    let location = try driver.configuration.trust.locate()
    trust = location
    return location
  }

  // MARK: ends

  private func finishDone() {
    guard let multi else { return }
    var result: Int32 = 0
    while let easy = ct_multi_next_done(multi, &result) {
      guard let transfer = transfers.first(where: { $0.easy == easy }) else { continue }
      end(transfer, failure: result == CT_OK ? nil : transfer.failure(result: result))
    }
  }

  /// Takes the transfer out of libcurl, which closes its connection or puts it
  /// among the idle ones, and only then tells the reader.
  private func end(_ transfer: CurlTransfer, failure: HTTPFailure?) {
    let record = driver.configuration.log.map { ($0, transfer.record(failure: failure)) }
    if let multi { _ = ct_multi_remove(multi, transfer.easy) }
    transfer.close()
    transfers.removeAll { $0 === transfer }
    if transfer.exchange == nil { ledger.endedWarming(transfer.origin) }
    if failure == nil, transfer.head?.keepsConnection == true {
      ledger.used(transfer.origin, at: now)
    } else {
      ledger.closed(transfer.origin)
    }
    // Before the reader hears of the end: what it logs then has the record.
    if let (log, record) = record { log(record) }
    transfer.deliver(end: failure.map { .failed($0) } ?? .complete, now: now)
    if transfers.isEmpty, isPoolStale { dropIdleConnections() }
  }

  private func abandonAll(_ failure: HTTPFailure) {
    for transfer in transfers { end(transfer, failure: failure) }
    for item in held { item.exchange.fail(failure) }
    held = []
  }

  // MARK: time

  private func startHeld() {
    for transfer in transfers where transfer.exchange == nil && transfer.isSecured {
      ledger.secured(transfer.origin, at: now)
    }
    guard !held.isEmpty else { return }
    let waiting = held
    held = []
    for item in waiting { start(item) }
  }

  private func expire() {
    for transfer in transfers {
      let authority = transfer.origin.authority
      guard var failure = transfer.watchdog.failure(at: now, authority: authority) else { continue }
      failure.receivedBytes = transfer.receivedBytes
      end(transfer, failure: failure)
    }
  }

  /// Until the nearest watchdog or held request.
  private func nextTimeout() -> Int32 {
    var nearest: SuspendingClock.Instant?
    for transfer in transfers {
      guard let deadline = transfer.watchdog.deadline else { continue }
      nearest = nearest.map { min($0, deadline) } ?? deadline
    }
    for item in held {
      let deadline = ledger.holdDeadline(item.origin, issued: item.issued) ?? now
      nearest = nearest.map { min($0, deadline) } ?? deadline
    }
    return nearest.map { now.duration(to: $0).pollMilliseconds } ?? .max
  }

  private func observeClocks() {
    let reading = driver.configuration.readClocks()
    now = reading.awake
    guard suspendDetector.slept(now: reading) else { return }
    for transfer in transfers { transfer.watchdog.slept(at: now) }
    ledger.closedAll()
    isPoolStale = true
    if transfers.isEmpty { dropIdleConnections() }
  }

  /// libcurl can only drop its idle connections together with the handle.
  private func dropIdleConnections() {
    isPoolStale = false
    if let multi { ct_multi_free(multi) }
    multi = nil
  }
}
