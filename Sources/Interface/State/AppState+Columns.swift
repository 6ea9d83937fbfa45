/// How the screen's columns are shared out.
extension AppState {
  /// Whether the panel beside the transcript is there.
  var showsSidePanel: Bool {
    hasSidePanel && comparison == nil && SidePanelView.width(columns: size.columns) > 0
  }

  /// Columns of the transcript.
  var transcriptColumns: Int {
    showsSidePanel ? SidePanelView.transcriptWidth(columns: size.columns) : size.columns
  }
}
