package org.mailkeep.system.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.mailkeep.system.Wire;

/// A client that stops in the middle, and goes on when it is told to.
///
/// @param rest what it has not sent yet
record Stalled(Kind kind, Wire wire, String rest) implements AutoCloseable {
  private static final int OCTETS = 300_000;

  /// Where it stops.
  enum Kind {
    /// In the content after DATA.
    DATA,
    /// In the message of APPEND.
    APPEND,
    /// With an answer to FETCH that it does not read.
    FETCH
  }

  /// Begins and stops.
  static Stalled at(Kind kind, House house, String name) throws IOException {
    return switch (kind) {
      case DATA -> data(house, name);
      case APPEND -> append(house, name);
      case FETCH -> fetch(house);
    };
  }

  private static Stalled data(House house, String name) throws IOException {
    var wire = new Wire(house.server().port("smtp"));
    wire.reply();
    wire.smtp("EHLO stalled.example.net");
    wire.smtp("MAIL FROM:<stalled@example.net>");
    wire.smtp("RCPT TO:<bert@example.org>");
    String reply = wire.smtp("DATA");
    assertTrue(reply.startsWith("354"), reply);
    String content = House.message(name, OCTETS);
    wire.send(content.substring(0, content.length() / 2));
    return new Stalled(Kind.DATA, wire, content.substring(content.length() / 2) + ".\r\n");
  }

  private static Stalled append(House house, String name) throws IOException {
    Wire wire = house.inbox("bert");
    String message = House.message(name, OCTETS);
    wire.send("stalled APPEND INBOX {" + message.length() + "+}\r\n");
    wire.send(message.substring(0, message.length() / 2));
    return new Stalled(Kind.APPEND, wire, message.substring(message.length() / 2) + "\r\n");
  }

  private static Stalled fetch(House house) throws IOException {
    Wire wire = house.inbox("bert");
    wire.send("stalled FETCH 1 BODY.PEEK[]\r\n");
    return new Stalled(Kind.FETCH, wire, "");
  }

  /// Goes on to the end; the server must have kept its side.
  void finish() throws IOException {
    wire.send(rest);
    switch (kind) {
      case DATA -> expect("250 ", wire.reply());
      case APPEND, FETCH -> expect("OK ", wire.answer("stalled").getLast());
    }
  }

  private static void expect(String begin, String answer) {
    assertTrue(answer.startsWith(begin), answer);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
