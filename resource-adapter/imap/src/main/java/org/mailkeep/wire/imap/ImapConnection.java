package org.mailkeep.wire.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.telemetry.SecurityEvent;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.sasl.Mechanisms;
import org.mailkeep.wire.sasl.ScramKeys;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.ConnectionEnded;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Deflaters;
import org.mailkeep.wire.transport.Line;

/// One client's connection: reads commands and answers them one after the other, so that pipelined
/// commands run in order (RFC 9051 §5.5). Replies gather and leave when no more input is there.
///
/// Its own thread runs all of it. While the session idles, that thread waits for DONE, and whoever
/// wakes the session starts a short-lived thread that fetches and writes what happened; the lock of
/// the connection's output keeps the two apart.
final class ImapConnection implements Conversation, CommandInput {
  private static final Answer.Tagged UNAVAILABLE =
      new Answer.Tagged(Answer.Condition.NO, Code.Simple.UNAVAILABLE, "Try again later");

  private final Common common;
  private final Connection connection;
  private final ImapSession session;
  private final Idling idling;
  private final int memory;
  private int errors;
  private boolean closing;

  /// Whether changes may go out while the next command is awaited.
  private boolean listening;

  /// The AUTHENTICATE that is under way.
  private @Nullable Exchange exchange;

  /// The tag of the IDLE that waits for its DONE.
  private @Nullable String idleTag;

  /// What connections share.
  ///
  /// @param deflaters for COMPRESS
  record Common(
      Endpoints endpoints,
      ImapLimits limits,
      Mechanisms mechanisms,
      Deflaters deflaters,
      Events events) {}

  ImapConnection(Common common, Connection connection) {
    this.common = common;
    this.connection = connection;
    this.memory = connection.memoryLimit();
    this.idling = new Idling(this::push);
    this.session =
        new ImapSession(
            peer(connection), connection.isTls(), this::offer, idling::wake, connection::expel);
  }

  private static ImapSession.Peer peer(Connection connection) {
    InetSocketAddress remote = connection.remote();
    InetAddress address = remote.getAddress();
    return new ImapSession.Peer(
        connection.id(),
        address,
        remote.getPort(),
        connection.listener().id(),
        connection.canStartTls());
  }

  /// Mechanisms that can be spoken now, if the listener lets clients log in at all.
  private List<String> offer() {
    return common.mechanisms().offered(connection.channel(true));
  }

  @Override
  public void run() throws IOException {
    connection.idleLimit(common.limits().times().anonymous(), ImapSettings.ANONYMOUS.key());
    try {
      greet();
      while (!closing) {
        if (listens()) {
          listening = true;
          idling.begin();
        }
        next(connection.input().readLine(common.limits().line()));
      }
    } finally {
      leave();
    }
  }

  private void greet() throws IOException {
    try {
      Answer greeting = call(listener -> listener.open(session));
      write(greeting.responses(), "");
      closing = greeting.then() instanceof Answer.Close;
    } catch (Endpoints.Unavailable e) {
      bye(Code.Simple.UNAVAILABLE, "Try again later");
    }
  }

  private void leave() {
    endIdle();
    try {
      call(listener -> {
        listener.closed(session);
        return session;
      });
    } catch (Endpoints.Unavailable e) {
      // the application is gone, and with it what it kept for the session
    }
  }

  private <T> T call(Function<ImapListener, T> work) throws Endpoints.Unavailable {
    return common.endpoints().call(work);
  }

  /// Whether changes may go out before the next command, of which nothing is here yet.
  private boolean listens() {
    return session.listening() && idleTag == null && !connection.input().hasLine();
  }

  /// Takes a line: a command, or what ends IDLE. Returns to one place to wait for the next, as the
  /// stack of a waiting thread is memory.
  private void next(Line line) throws IOException {
    String idle = idleTag;
    if (idle != null) {
      idleTag = null;
      idled(idle, line);
      return;
    }
    if (listening) {
      listening = false;
      endIdle();
    }
    switch (line) {
      // QUIRK: some programs end their commands of IMAP with a bare LF
      case Line.Whole(byte[] octets, _) -> command(octets);
      case Line.TooLong _ -> {
        write(List.of(new Response.Bad(Code.Simple.TOOBIG, "Line too long")), "");
        failed();
      }
      case Line.End _ -> closing = true;
    }
  }

  private void command(byte[] line) throws IOException {
    boolean known = session.state() != ImapSession.State.NOT_AUTHENTICATED;
    String tag = "*";
    Cursor in = null;
    try {
      ParserLimits bounds =
          known ? common.limits().parser() : common.limits().parser().beforeLogin();
      in = new Cursor(this, line, bounds, session.unicode());
      tag = in.tag();
      execute(tag, CommandParser.parse(in));
    } catch (SyntaxException e) {
      skip(in == null ? Cursor.unasked(line) : in.unasked());
      tagged(tag, e.reply());
      failed();
    } catch (RefusedException e) {
      skip(in == null ? -1 : in.unasked());
      tagged(tag, e.reply());
    }
  }

  /// Skips what the client sends without being asked after a command was given up.
  private void skip(long octets) throws IOException {
    for (long left = octets; left >= 0 && !closing; ) {
      if (left > common.limits().parser().message()) {
        bye(Code.Simple.TOOBIG, "Literal too long");
        return;
      }
      connection.input().transfer(left, (_, from, to) -> to - from);
      switch (connection.input().readLine(common.limits().line())) {
        case Line.Whole(byte[] line, _) -> left = Cursor.unasked(line);
        case Line.TooLong _ -> bye(Code.Simple.TOOBIG, "Line too long");
        case Line.End _ -> closing = true;
      }
    }
  }

  private void failed() throws IOException {
    if (++errors >= common.limits().errors()) {
      common
          .events()
          .emit(new ImapEvent.LimitReached(connection.id(), ImapSettings.MAX_ERRORS.key()));
      bye(Code.Simple.CLIENTBUG, "Too many errors");
    }
  }

  private void bye(@Nullable Code code, String text) throws IOException {
    write(List.of(new Response.Bye(code, text)), "");
    closing = true;
  }

  private void execute(String tag, Command command) throws IOException {
    if (!allowed(command)) {
      command.appended().forEach(message -> message.sink().close());
      tagged(tag, new Answer.Tagged(Answer.Condition.BAD, null, "Not allowed now"));
      failed();
      return;
    }
    switch (command) {
      case Command.Served served -> serve(tag, served);
      case Command.StartTls _ -> startTls(tag);
      case Command.Compress compress -> compress(tag, compress);
      case Command.Logout _ -> logout(tag);
    }
  }

  /// The order of a session (RFC 9051 §3).
  private boolean allowed(Command command) {
    return switch (command) {
      case Command.InAnyState _ -> true;
      case Command.BeforeLogin _ -> session.state() == ImapSession.State.NOT_AUTHENTICATED;
      case Command.AfterLogin _ -> session.state() != ImapSession.State.NOT_AUTHENTICATED;
      case Command.WithMailbox _ -> session.state() == ImapSession.State.SELECTED;
    };
  }

  private void serve(String tag, Command.Served command) throws IOException {
    boolean before = session.state() == ImapSession.State.NOT_AUTHENTICATED;
    if (Filling.anyFailed(command)) {
      command.appended().forEach(message -> message.sink().close());
      tagged(tag, Filling.FAILED);
      return;
    }
    try {
      Answer answer = call(listener -> listener.execute(session, command));
      while (answer.then() instanceof Answer.More) {
        write(answer.responses(), tag);
        answer = call(listener -> listener.next(session));
      }
      finish(tag, command, answer);
    } catch (Endpoints.Unavailable e) {
      tagged(tag, UNAVAILABLE);
    }
    boolean after = session.state() == ImapSession.State.NOT_AUTHENTICATED;
    if (before && !after) {
      connection.idleLimit(
          common.limits().times().authenticated(), ImapSettings.AUTHENTICATED.key());
      connection.memoryLimit(common.limits().parser().command());
    } else if (after && !before) {
      beginAgain();
    }
  }

  /// After UNAUTHENTICATE all is as it was before the login, apart from TLS (RFC 8437 §4.1).
  private void beginAgain() throws IOException {
    connection.idleLimit(common.limits().times().anonymous(), ImapSettings.ANONYMOUS.key());
    connection.memoryLimit(memory);
    connection.endCompression();
  }

  private void finish(String tag, Command.Served command, Answer answer) throws IOException {
    write(answer.responses(), tag);
    switch (answer.then()) {
      case Answer.Tagged reply -> {
        if (exchange != null && reply.condition() == Answer.Condition.NO) {
          exchange.explain();
        }
        tagged(tag, reply);
      }
      case Answer.Close _ -> closing = true;
      case Answer.More _ -> throw new IllegalStateException("more than the last part");
      case Answer.Waiting _ -> {
        switch (command) {
          case Command.Idle _ -> idle(tag);
          case Command.Authenticate authenticate -> authenticate(tag, authenticate);
          case Command.InAnyState _, Command.Login _, Command.AfterLogin _, Command.WithMailbox _ ->
              throw new IllegalStateException(command.getClass() + " waits for nothing");
        }
      }
    }
  }

  // authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64)   RFC 9051 §6.2.2
  private void authenticate(String tag, Command.Authenticate command) throws IOException {
    Optional<ServerExchange> begun =
        common.mechanisms().begin(command.mechanism(), connection.channel(true));
    if (begun.isEmpty()) {
      tagged(tag, new Answer.Tagged(Answer.Condition.NO, Code.Simple.CANNOT, "No such mechanism"));
      return;
    }
    try {
      exchange = new Exchange(connection.input(), this::proceed, begun.get());
      serve(tag, exchange.run(command, this::scramKeys));
    } catch (SyntaxException e) {
      tagged(tag, e.reply());
      failed();
    } catch (RefusedException e) {
      tagged(tag, e.reply());
    } finally {
      exchange = null;
    }
  }

  private Optional<ScramKeys> scramKeys(String login) {
    try {
      return call(listener -> listener.scramKeys(session, login));
    } catch (Endpoints.Unavailable e) {
      return Optional.empty();
    }
  }

  // idle = "IDLE" CRLF "DONE"   RFC 9051 §6.3.13
  private void idle(String tag) throws IOException {
    proceed("idling");
    connection.output().flush();
    connection.idleLimit(common.limits().times().idle(), ImapSettings.IDLE.key());
    idleTag = tag;
    idling.begin();
  }

  private void idled(String tag, Line line) throws IOException {
    endIdle();
    connection.idleLimit(common.limits().times().authenticated(), ImapSettings.AUTHENTICATED.key());
    switch (line) {
      case Line.End _ -> closing = true;
      case Line.Whole whole when whole.latin1().equalsIgnoreCase("DONE") ->
          serve(tag, new Command.Done());
      case Line.Whole _, Line.TooLong _ -> {
        serve(tag, new Command.Done());
        write(List.of(new Response.Bad(Code.Simple.CLIENTBUG, "Expected DONE")), "");
        failed();
      }
    }
  }

  /// Waits for a push that is under way; none comes after it.
  private void endIdle() {
    connection.output().lock().lock();
    try {
      idling.end();
    } finally {
      connection.output().lock().unlock();
    }
  }

  /// Writes what happened while the session idles; on a thread of its own.
  private void push() {
    connection.output().lock().lock();
    try {
      if (idling.looking()) {
        Answer answer = call(listener -> listener.pending(session));
        write(answer.responses(), "");
        connection.output().flush();
        if (answer.then() instanceof Answer.Close) {
          connection.close();
        }
      }
    } catch (IOException e) {
      connection.close();
    } catch (Endpoints.Unavailable e) {
      // the next change tells of this one too
    } catch (RuntimeException e) {
      common.events().emit(new ServerEvent.Unexpected("imap push", connection.id(), e));
      connection.close();
    } finally {
      connection.output().lock().unlock();
    }
  }

  // RFC 9051 §6.2.1: nothing that was said in plain text counts afterwards
  private void startTls(String tag) throws IOException {
    if (!connection.canStartTls()) {
      tagged(tag, new Answer.Tagged(Answer.Condition.BAD, null, "No TLS to be had"));
      return;
    }
    tagged(tag, new Answer.Tagged(Answer.Condition.OK, null, "Begin TLS"));
    int dropped = connection.startTls();
    if (dropped > 0) {
      common
          .events()
          .emit(
              new SecurityEvent.PlaintextAfterStartTls(
                  connection.id(), connection.listener().id(), dropped));
    }
    session.nowEncrypted();
  }

  // compress = "COMPRESS" SP algorithm   RFC 4978 §5
  private void compress(String tag, Command.Compress command) throws IOException {
    if (!command.algorithm().equals("DEFLATE")) {
      tagged(tag, new Answer.Tagged(Answer.Condition.BAD, null, "No such algorithm"));
      return;
    }
    if (connection.isCompressed()) {
      tagged(
          tag,
          new Answer.Tagged(
              Answer.Condition.BAD, Code.Simple.COMPRESSIONACTIVE, "DEFLATE is active already"));
      return;
    }
    tagged(tag, new Answer.Tagged(Answer.Condition.OK, null, "DEFLATE active"));
    connection.startCompression(
        common.deflaters(),
        common.limits().ratio(),
        common.limits().parser().message(),
        ImapSettings.MAX_RATIO.key());
  }

  private void logout(String tag) throws IOException {
    bye(null, "Bye");
    tagged(tag, new Answer.Tagged(Answer.Condition.OK, null, "Logged out"));
  }

  private void write(List<Response> responses, String tag) throws IOException {
    if (responses.isEmpty()) {
      return;
    }
    connection.output().lock().lock();
    try {
      ByteOutput out = new ByteOutput(connection.output()::write);
      ResponseEncoder encoder = new ResponseEncoder(out, session.unicode());
      for (Response response : responses) {
        encoder.untagged(response, tag);
      }
      out.drain();
    } finally {
      connection.output().lock().unlock();
    }
  }

  private void tagged(String tag, Answer.Tagged reply) throws IOException {
    ByteOutput out = new ByteOutput(connection.output()::write);
    new ResponseEncoder(out, session.unicode()).tagged(tag, reply);
    out.drain();
  }

  private void proceed(String text) throws IOException {
    ByteOutput out = new ByteOutput(connection.output()::write);
    new ResponseEncoder(out, false).proceed(text);
    out.drain();
  }

  @Override
  public byte[] line() throws IOException, SyntaxException {
    return switch (connection.input().readLine(common.limits().line())) {
      case Line.Whole(byte[] octets, _) -> octets;
      case Line.TooLong _ ->
          throw new SyntaxException(Answer.Condition.BAD, Code.Simple.TOOBIG, "Line too long");
      case Line.End _ -> throw new ConnectionEnded(ConnectionEnded.Reason.PEER_CLOSED, "command");
    };
  }

  @Override
  public byte[] literal(int size, boolean ask) throws IOException {
    if (ask) {
      proceed("OK");
    }
    return connection.input().readExactly(size);
  }

  @Override
  public MessageSink message(Announced message, boolean ask) throws IOException, RefusedException {
    if (session.state() == ImapSession.State.NOT_AUTHENTICATED) {
      throw new RefusedException(new Answer.Tagged(Answer.Condition.BAD, null, "Not allowed now"));
    }
    MessageSink sink = sink(message);
    if (ask) {
      proceed("OK");
    }
    Filling filling = new Filling(sink);
    boolean read = false;
    try {
      connection.input().transfer(message.size(), filling);
      read = true;
    } finally {
      if (!read) {
        sink.close();
      }
    }
    return filling.filled();
  }

  private MessageSink sink(Announced message) throws RefusedException {
    try {
      return switch (call(listener -> listener.receive(session, message))) {
        case Reception.Accepted(MessageSink sink) -> sink;
        case Reception.Refused(Answer.Tagged reply) -> throw new RefusedException(reply);
      };
    } catch (Endpoints.Unavailable e) {
      throw new RefusedException(UNAVAILABLE);
    }
  }
}
