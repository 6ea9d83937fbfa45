import Engine

/// The testing library has a type of the same name; this file does not import
/// it.
typealias FileAttachment = Attachment
