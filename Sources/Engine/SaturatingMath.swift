/// Sums that stop at the ends of the range: counters are fed by a service and
/// must not trap, whatever it sends.
extension FixedWidthInteger {
  /// The sum, or the end of the range.
  public func addingSaturated(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    if !overflow { return sum }
    return other < 0 ? .min : .max
  }

  func multipliedSaturated(by other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    if !overflow { return product }
    return (self < 0) == (other < 0) ? .max : .min
  }
}
