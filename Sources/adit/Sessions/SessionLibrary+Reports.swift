internal import Engine
internal import Store

/// What leaves the store: files and reports.
extension SessionLibrary {
  /// Writes the session that is open here to a file.
  func export(_ format: SessionExportFormat, path: String?, _ access: inout Reader) {
    let place = journal.place
    guard place.isStored else {
      return tell(
        .failed(
          "There is nothing to export yet: a session begins with its first prompt or !command."))
    }
    let isWhole = journal.settle(milliseconds: Self.writerPatienceMilliseconds) == true
    do throws(StoreError) {
      let (summary, events) = try access.use { store throws(StoreError) in
        (try store.summary(of: place.id), try store.events(of: place.id, after: 0))
      }
      guard let summary else {
        return tell(.failed("The session was not exported: it is not saved."))
      }
      write(
        format.bytes(events, summary: summary), format, summary, path: path, isWhole: isWhole)
    } catch {
      tell(.failed("The session was not exported. \(error.message)"))
    }
  }

  private func write(
    _ bytes: [UInt8], _ format: SessionExportFormat, _ summary: SessionSummary, path: String?,
    isWhole: Bool
  ) {
    do throws(UsageError) {
      let written = try ExportFile.write(
        bytes, format: format, summary: summary, path: path, directory: facts.directory)
      tell(
        .notice(
          "The session was written to \(written)"
            + (isWhole ? "." : ", without what is not saved yet.")))
    } catch {
      tell(.failed("The session was not exported: \(error.message)"))
    }
  }

  /// What was spent.
  func reportCosts(_ argument: String, _ access: inout Reader) {
    _ = journal.settle(milliseconds: Self.writerPatienceMilliseconds)
    let place = journal.place
    let ledger = LedgerPlace(
      session: place.isStored ? place.id : nil, project: facts.project,
      now: SystemClock.unixMilliseconds(), limits: limits)
    do throws(StoreError) {
      let lines = try access.use { store throws(StoreError) in
        try CostReport.lines(argument: argument, book: store, ledger)
      }
      tell(.report(lines))
    } catch {
      tell(.failed("The costs cannot be told. \(error.message)"))
    }
  }
}
