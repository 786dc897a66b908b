package org.mailkeep.wire.pop3;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.Pop3Event;
import org.mailkeep.telemetry.SecurityEvent;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Line;

/// One client's connection: reads commands and answers them one after the other, so that pipelined
/// commands run in order (RFC 2449 §6.6). Replies gather and leave when no more input is there. Its
/// own thread runs all of it.
final class Pop3Connection implements Conversation {
  private static final Reply UNAVAILABLE = new Reply.Err(Code.SYS_TEMP, "Try again later");

  private final Endpoints endpoints;
  private final Pop3Limits limits;
  private final Events events;
  private final Mechanisms mechanisms;
  private final Connection connection;
  private final Pop3Session session;
  private final ReplyEncoder encoder;
  private int errors;
  private boolean closing;

  /// The name that USER gave, until PASS takes it.
  private @Nullable String name;

  Pop3Connection(
      Endpoints endpoints,
      Pop3Limits limits,
      Mechanisms mechanisms,
      Events events,
      Connection connection) {
    this.endpoints = endpoints;
    this.limits = limits;
    this.mechanisms = mechanisms;
    this.events = events;
    this.connection = connection;
    this.encoder = new ReplyEncoder(connection.output());
    this.session =
        new Pop3Session(
            new Pop3Session.Peer(
                connection.id(), connection.remote().getAddress(), connection.canStartTls()),
            connection.isTls(),
            () -> mechanisms.offered(connection.channel(true)),
            connection::expel);
  }

  @Override
  public void run() throws IOException {
    connection.idleLimit(limits.times().anonymous(), Pop3Settings.ANONYMOUS.key());
    try {
      greet();
      while (!closing) {
        next(connection.input().readLine(limits.line()));
      }
    } finally {
      leave();
    }
  }

  private void greet() throws IOException {
    try {
      finish(endpoints.call(listener -> listener.open(session)));
    } catch (Endpoints.Unavailable e) {
      end(UNAVAILABLE);
    }
  }

  private void leave() {
    try {
      endpoints.call(listener -> {
        listener.closed(session);
        return session;
      });
    } catch (Endpoints.Unavailable e) {
      // the application is gone, and with it what it kept for the session
    }
  }

  private void next(Line line) throws IOException {
    switch (line) {
      // QUIRK: some programs end their commands of POP3 with a bare LF
      case Line.Whole(byte[] octets, _) -> command(octets);
      case Line.TooLong _ -> failed(new Reply.Err(null, "Line too long"));
      case Line.End _ -> closing = true;
    }
  }

  private void command(byte[] line) throws IOException {
    try {
      execute(CommandParser.parse(line));
    } catch (SyntaxException e) {
      failed(e.reply());
    }
  }

  /// Something was not understood, or not allowed.
  private void failed(Reply why) throws IOException {
    if (++errors < limits.errors()) {
      encoder.write(why);
      return;
    }
    events.emit(new Pop3Event.LimitReached(connection.id(), Pop3Settings.MAX_ERRORS.key()));
    end(new Reply.Err(null, "Too many errors"));
  }

  private void end(Reply last) throws IOException {
    encoder.write(last);
    closing = true;
  }

  private void execute(Command command) throws IOException {
    if (!allowed(command)) {
      failed(new Reply.Err(null, "Not allowed now"));
      return;
    }
    switch (command) {
      case Command.User user -> {
        name = null;
        Answer answer = serve(user);
        name = answer.replies().getFirst() instanceof Reply.Ok ? user.name() : null;
      }
      case Command.Auth auth -> {
        if (serve(auth).then() == Answer.Then.EXCHANGE) {
          authenticate(auth);
        }
      }
      case Command.Served served -> serve(served);
      case Command.Pass pass -> pass(pass);
      case Command.Stls _ -> startTls();
    }
  }

  /// The order of a session (RFC 1939 §3).
  private boolean allowed(Command command) {
    return switch (command) {
      case Command.InAnyState _ -> true;
      case Command.BeforeLogin _ -> session.state() == Pop3Session.State.AUTHORIZATION;
      case Command.AfterLogin _ -> session.state() == Pop3Session.State.TRANSACTION;
    };
  }

  private void pass(Command.Pass pass) throws IOException {
    String login = name;
    name = null;
    if (login == null) {
      failed(new Reply.Err(null, "USER comes first"));
    } else {
      finish(login(new Claim.Password("", login, pass.password())));
    }
  }

  /// @return the first part of the answer, which has gone out
  private Answer serve(Command.Served command) throws IOException {
    Answer first = ask(listener -> listener.execute(session, command));
    finish(first);
    Answer answer = first;
    while (answer.then() == Answer.Then.MORE) {
      answer = ask(listener -> listener.next(session));
      finish(answer);
    }
    return first;
  }

  private Answer ask(Function<Pop3Listener, Answer> question) {
    try {
      return endpoints.call(question);
    } catch (Endpoints.Unavailable e) {
      return new Answer(List.of(UNAVAILABLE), Answer.Then.DONE);
    }
  }

  private void finish(Answer answer) throws IOException {
    for (Reply reply : answer.replies()) {
      encoder.write(reply);
    }
    closing |= answer.then() == Answer.Then.CLOSE;
  }

  private Answer login(Claim claim) {
    Answer answer = ask(listener -> listener.execute(session, new Command.Login(claim)));
    if (session.state() == Pop3Session.State.TRANSACTION) {
      connection.idleLimit(limits.times().authenticated(), Pop3Settings.AUTHENTICATED.key());
      connection.sessionLimit(limits.times().session(), Pop3Settings.SESSION.key());
      connection.memoryLimit(limits.line());
    }
    return answer;
  }

  private void authenticate(Command.Auth auth) throws IOException {
    Optional<ServerExchange> begun = mechanisms.begin(auth.mechanism(), connection.channel(true));
    if (begun.isEmpty()) {
      encoder.write(new Reply.Err(null, "No such mechanism"));
      return;
    }
    AuthExchange exchange = new AuthExchange(connection.input(), encoder, begun.get());
    try {
      Optional<Claim> claim = exchange.run(auth.initial(), this::scramKeys);
      if (claim.isEmpty()) {
        encoder.write(UNAVAILABLE);
        return;
      }
      Answer answer = login(claim.get());
      if (session.state() == Pop3Session.State.AUTHORIZATION) {
        exchange.explain();
      }
      finish(answer);
    } catch (SyntaxException e) {
      failed(e.reply());
    }
  }

  private Optional<ScramKeys> scramKeys(String login) {
    try {
      return endpoints.call(listener -> listener.scramKeys(session, login));
    } catch (Endpoints.Unavailable e) {
      return Optional.empty();
    }
  }

  // RFC 2595 §4: nothing that was said in plain text counts afterwards
  private void startTls() throws IOException {
    if (!connection.canStartTls() || session.unicode()) { // RFC 6856 §2.1: no STLS after UTF8
      failed(new Reply.Err(null, "No TLS to be had"));
      return;
    }
    encoder.write(new Reply.Ok("Begin TLS"));
    name = null;
    int dropped = connection.startTls();
    if (dropped > 0) {
      events.emit(
          new SecurityEvent.PlaintextAfterStartTls(
              connection.id(), connection.listener().id(), dropped));
    }
    session.nowEncrypted();
  }
}
