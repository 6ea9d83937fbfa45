internal import CSystem
internal import Engine
internal import Glibc
internal import Interface
internal import Synchronization

/// What the main thread is told.
enum MailboxItem: Hashable, Sendable {
  /// Of the conversation.
  case engine(EngineEvent)
  /// Of the service: credentials, access, questions.
  case service(ServiceEvent)
  /// Of the sessions that are kept.
  case library(LibraryEvent)
  /// Prompts that other programs have written.
  case history([PastPrompt])
  /// Drafts that earlier runs left behind.
  case drafts([String])
  /// Of files that the prompt needs.
  case files(FileEvent)
  /// Of the user's own commands.
  case shell(ShellEvent)
  /// Of the themes' files.
  case theme(ThemeNews)
  /// Of texts that leave the transcript.
  case copying(Clipboard.News)
  /// Of the answers themselves, as the service sent them; only headless runs
  /// listen to it.
  case answer(AnswerEvent)
}

/// What the engine and the service tell the main thread, in order: a locked queue with an
/// `eventfd` that becomes readable when there is something in it.
///
/// Neighbouring deltas of one block are merged, and of neighbouring looks at
/// one command's output the last one stays; nothing else is ever dropped or
/// reordered. The engine's reading of the socket is what bounds the queue:
/// it holds what one frame's time brings.
final class Mailbox: Sendable {
  /// Readable while events wait.
  let descriptor: Int32
  private let queue = Mutex<[MailboxItem]>([])

  /// `nil` if the system has no descriptor left.
  init?() {
    let descriptor = adit_eventfd()
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds `event`; from any thread.
  func post(_ event: EngineEvent) { add(.engine(event)) }

  /// Adds `event`; from any thread.
  func post(service event: ServiceEvent) { add(.service(event)) }

  /// Adds `event`; from any thread.
  func post(library event: LibraryEvent) { add(.library(event)) }

  /// Adds `prompts`; from any thread.
  func post(history prompts: [PastPrompt]) { add(.history(prompts)) }

  /// Adds `texts`; from any thread.
  func post(drafts texts: [String]) { add(.drafts(texts)) }

  /// Adds `event`; from any thread.
  func post(files event: FileEvent) { add(.files(event)) }

  /// Adds `event`; from any thread.
  func post(shell event: ShellEvent) { add(.shell(event)) }

  /// Adds `news`; from any thread.
  func post(copying news: Clipboard.News) { add(.copying(news)) }

  /// Adds `event`; from any thread.
  func post(answer event: AnswerEvent) { add(.answer(event)) }

  /// Adds `item`; from any thread.
  func post(item: MailboxItem) { add(item) }

  private func add(_ item: MailboxItem) {
    let wasEmpty = queue.withLock { items in
      let wasEmpty = items.isEmpty
      Self.append(item, to: &items)
      return wasEmpty
    }
    guard wasEmpty else { return }
    _ = adit_eventfd_signal(descriptor)
  }

  /// Takes at most `limit` items; the descriptor stays readable while more
  /// wait.
  func drain(limit: Int) -> [MailboxItem] {
    queue.withLock { items in
      if items.count <= limit {
        _ = adit_eventfd_drain(descriptor)
        defer { items.removeAll() }
        return items
      }
      defer { items.removeFirst(limit) }
      return Array(items.prefix(limit))
    }
  }

  private static func append(_ item: MailboxItem, to items: inout [MailboxItem]) {
    // While nobody reads, as during an editor's hours, only the last of a
    // command's last lines counts.
    if case .shell(.passing(_, _, let number)) = item, let last = items.indices.last,
      case .shell(.passing(_, _, number)) = items[last]
    {
      items[last] = item
      return
    }
    guard case .engine(.delta(let turn, let block, let text)) = item,
      let last = items.indices.last,
      case .engine(.delta(turn, block, var merged)) = items[last]
    else {
      items.append(item)
      return
    }
    // Let go of the stored copy first, so that appending does not copy it.
    items.removeLast()
    merged += text
    items.append(.engine(.delta(turn, block: block, merged)))
  }
}
