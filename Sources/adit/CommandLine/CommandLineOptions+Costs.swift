extension CommandLineOptions {
  /// Options of `adit cost`.
  struct CostOptions: Equatable {
    /// From when to when, as the user wrote it.
    var since: String?, until: String?
    /// `nil`: by model.
    var grouping: CostGrouping?
    /// A path, and the beginning of an id.
    var project: String?, session: String?
    /// Every request instead of sums.
    var printsRows = false
    var printsCSV = false
  }
}
