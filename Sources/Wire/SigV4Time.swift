/// A moment in the two forms that a signature holds.
struct SigV4Time: Hashable, Sendable {
  /// `20261121T120000Z`.
  let dateTime: String
  /// `20261121`.
  let date: String

  /// The moment `unixSeconds` after 1970 began, UTC; years 1…9999.
  init(unixSeconds: Int) {
    let (day, second) = CivilDate.split(unixSeconds: unixSeconds)
    date =
      CivilDate.digits(day.year, count: 4) + CivilDate.digits(day.month, count: 2)
      + CivilDate.digits(day.day, count: 2)
    dateTime =
      "\(date)T" + CivilDate.digits(second / 3600, count: 2)
      + CivilDate.digits(second / 60 % 60, count: 2) + CivilDate.digits(second % 60, count: 2) + "Z"
  }
}
