import Engine
import Glibc
import Interface
import Testing

@testable import adit

@Suite struct MailboxTests {
  static func isReadable(_ mailbox: Mailbox) -> Bool {
    var waiting = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) == 1
  }

  @Test func neighbouringDeltasOfABlockBecomeOne() throws {
    let mailbox = try #require(Mailbox())
    let turn = TurnID(1)
    mailbox.post(.delta(turn, block: 0, "a"))
    mailbox.post(.delta(turn, block: 0, "b"))
    mailbox.post(.delta(turn, block: 1, "c"))
    mailbox.post(.blockEnded(turn, block: 1))
    mailbox.post(.delta(turn, block: 1, "d"))
    #expect(
      mailbox.drain(limit: 100) == [
        .engine(.delta(turn, block: 0, "ab")), .engine(.delta(turn, block: 1, "c")),
        .engine(.blockEnded(turn, block: 1)), .engine(.delta(turn, block: 1, "d")),
      ])
  }

  @Test func eventsOfTheServiceKeepTheirPlace() throws {
    let mailbox = try #require(Mailbox())
    let turn = TurnID(1)
    mailbox.post(.delta(turn, block: 0, "a"))
    mailbox.post(service: .notice("n"))
    mailbox.post(.delta(turn, block: 0, "b"))
    #expect(
      mailbox.drain(limit: 100) == [
        .engine(.delta(turn, block: 0, "a")), .service(.notice("n")),
        .engine(.delta(turn, block: 0, "b")),
      ])
  }

  @Test func isReadableExactlyWhileSomethingWaits() throws {
    let mailbox = try #require(Mailbox())
    #expect(!Self.isReadable(mailbox))
    for number in 1...3 { mailbox.post(.notice("\(number)")) }
    #expect(Self.isReadable(mailbox))
    #expect(mailbox.drain(limit: 2) == [.engine(.notice("1")), .engine(.notice("2"))])
    #expect(Self.isReadable(mailbox))
    #expect(mailbox.drain(limit: 2) == [.engine(.notice("3"))])
    #expect(!Self.isReadable(mailbox))
    mailbox.post(.notice("4"))
    #expect(Self.isReadable(mailbox))
  }

  @Test func ofLooksAtOneCommandsOutputTheLastOneStays() throws {
    let mailbox = try #require(Mailbox())
    for count in 1...1_000 {
      mailbox.post(shell: .passing(lastLines: "\(count)", lineCount: count, number: 1))
    }
    mailbox.post(shell: .passing(lastLines: "other", lineCount: 1, number: 2))
    #expect(
      mailbox.drain(limit: 100) == [
        .shell(.passing(lastLines: "1000", lineCount: 1_000, number: 1)),
        .shell(.passing(lastLines: "other", lineCount: 1, number: 2)),
      ])
  }
}
