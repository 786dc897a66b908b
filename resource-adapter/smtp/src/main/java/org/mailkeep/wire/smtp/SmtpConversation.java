package org.mailkeep.wire.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailkeep.telemetry.SmtpEvent;
import org.mailkeep.wire.sasl.Channel;
import org.mailkeep.wire.sasl.Dialogue;
import org.mailkeep.wire.sasl.ServerExchange;
import org.mailkeep.wire.smtp.SmtpListener.DataStart;
import org.mailkeep.wire.smtp.SmtpMachine.State;
import org.mailkeep.wire.smtp.SmtpMachine.Step;
import org.mailkeep.wire.transport.Connection;
import org.mailkeep.wire.transport.Conversation;
import org.mailkeep.wire.transport.Line;
import org.mailkeep.wire.transport.TlsInfo;

/// One session: reads a command, lets [SmtpMachine] say what is next, does that. Replies gather and
/// leave when there is nothing left to read (RFC 2920 §3.2). Runs on the connection's thread.
final class SmtpConversation implements Conversation, SmtpMachine.Policy {
  private final Connection connection;
  private final SmtpSetup setup;
  private final SmtpLimits limits;
  private final Server server;
  private final SmtpSession session;
  private final SmtpMachine machine;
  private final ErrorTally errors;
  private final ContentReader content;
  private Offer offer;
  private State state = new State.Connected(0);
  private int lastCode;

  SmtpConversation(Connection connection, SmtpSetup setup, Server server, Pause pause) {
    this.connection = connection;
    this.setup = setup;
    this.server = server;
    this.session =
        new SmtpSession(
            new SmtpSession.Peer(
                connection.id(),
                connection.listener().id(),
                setup.service(),
                connection.remote(),
                connection.local(),
                connection.listener().rulePort(connection.local().getPort())));
    connection.tls().ifPresent(this::secured);
    this.limits = setup.limits().apply(session);
    this.machine = new SmtpMachine(setup.service(), this);
    this.errors = new ErrorTally(limits, pause);
    this.content = new ContentReader(connection.input(), limits, setup.service(), session, server);
    this.offer = offer();
  }

  @Override
  public void run() throws IOException {
    connection.idleLimit(limits.timeout(), "session.timeout");
    connection.sessionLimit(limits.duration(), "session.duration");
    try {
      SmtpReply greeting = server.ask(session, Replies.NOT_AVAILABLE, l -> l.connect(session));
      say(greeting);
      if (greeting.code() == 220) {
        converse();
      }
      connection.output().flush();
    } finally {
      content.abandon();
      server.disconnect(session);
    }
  }

  private void converse() throws IOException {
    boolean more = true;
    while (more) {
      more =
          switch (connection.input().readLine(limits.authLine())) {
            case Line.Whole(var octets, boolean crlf) when crlf -> command(octets);
            case Line.Whole _ -> refuse(Replies.LINE_ENDS_BADLY);
            case Line.TooLong() -> refuse(Replies.LINE_TOO_LONG);
            case Line.End() -> false;
          };
    }
  }

  private boolean command(byte[] line) throws IOException {
    long begun = System.nanoTime();
    Command command;
    try {
      command = CommandParser.parse(line, 0, line.length);
    } catch (SyntaxException e) {
      return refuse(e.reply());
    }
    if (line.length + 2 > limits.commandLine() && !(command instanceof Command.Auth)) {
      return refuse(Replies.LINE_TOO_LONG);
    }
    Step step = machine.on(state, command, offer, session.login().isPresent());
    boolean more = perform(step, command);
    server
        .events()
        .emit(
            new SmtpEvent.Command(
                session.peer().id(),
                command.verb(),
                lastCode,
                Duration.ofNanos(System.nanoTime() - begun)));
    return more;
  }

  private boolean perform(Step step, Command command) throws IOException {
    return switch (step) {
      case Step.Say(var reply, var next) -> {
        move(next);
        yield answer(kind(command), reply);
      }
      case Step.Leave(var reply) -> {
        say(reply);
        yield false;
      }
      case Step.Secure(var next) -> {
        say(Replies.START_TLS);
        connection.startTls();
        connection.tls().ifPresent(this::secured);
        offer = offer();
        move(next);
        yield true;
      }
      case Step.Authenticate(var auth, var next) -> {
        move(next);
        yield authenticate(auth);
      }
      case Step.ReadContent(var next) -> readContent(next);
      case Step.ReadChunk chunk -> readChunk(chunk);
      case Step.DropChunk(var chunk, var reply, var next) -> {
        move(next);
        content.drop(chunk.size());
        yield !content.isTooMuch() ? answer(ErrorTally.Kind.COMMAND, reply) : leaveTooMuch();
      }
    };
  }

  private static ErrorTally.Kind kind(Command command) {
    return command instanceof Command.Rcpt ? ErrorTally.Kind.RECIPIENT : ErrorTally.Kind.COMMAND;
  }

  private boolean readContent(State next) throws IOException {
    return switch (content.begin(offer.limits().messageSize())) {
      case DataStart.Refuse(var reply) -> {
        move(next);
        yield answer(ErrorTally.Kind.COMMAND, reply);
      }
      case DataStart.Accept _ -> {
        say(Replies.START_CONTENT);
        List<SmtpReply> replies = content.readToDot();
        yield finish(replies, next);
      }
    };
  }

  private boolean readChunk(Step.ReadChunk step) throws IOException {
    Command.Bdat chunk = step.chunk();
    if (step.first()
        && content.begin(offer.limits().messageSize()) instanceof DataStart.Refuse(var reply)) {
      content.drop(chunk.size());
      return finish(List.of(reply), step.failed());
    }
    List<SmtpReply> replies = content.readChunk(chunk);
    return finish(replies, content.isOpen() ? step.next() : step.failed());
  }

  private boolean finish(List<SmtpReply> replies, State next) throws IOException {
    move(next);
    if (content.isTooMuch()) {
      return leaveTooMuch();
    }
    for (SmtpReply reply : replies) {
      say(reply);
    }
    return true;
  }

  private boolean leaveTooMuch() throws IOException {
    limitReached("session.transfer-limit");
    say(Replies.TOO_MUCH_DATA);
    return false;
  }

  private boolean authenticate(Command.Auth auth) throws IOException {
    Optional<ServerExchange> exchange =
        offer.rules().mechanisms().begin(auth.mechanism(), channel(offer.rules()));
    SmtpReply reply =
        exchange.isEmpty()
            ? Replies.UNKNOWN_MECHANISM
            : new AuthExchange(connection, limits, server, session)
                .run(new Dialogue(exchange.get()), auth);
    if (session.login().isPresent()) {
      connection.memoryLimit(Integer.MAX_VALUE);
      offer = offer();
    }
    return answer(ErrorTally.Kind.LOGIN, reply);
  }

  /// The transaction that the session shows follows the machine's state.
  private void move(State next) {
    state = next;
    switch (next) {
      case State.Connected _, State.Ready _ -> {
        content.abandon();
        session.closeTransaction();
      }
      case State.Open _, State.Chunking _ -> {}
    }
  }

  private boolean refuse(SmtpReply reply) throws IOException {
    return answer(ErrorTally.Kind.COMMAND, reply);
  }

  /// Sends a reply that may be an error; false when the session ends with it.
  private boolean answer(ErrorTally.Kind kind, SmtpReply reply) throws IOException {
    if (reply.isPermanent()) {
      connection.output().flush();
    }
    var tooMany = errors.count(kind, reply);
    say(reply);
    if (tooMany.isPresent()) {
      limitReached(tooMany.get().setting());
      say(Replies.TOO_MANY_ERRORS);
    }
    return tooMany.isEmpty() && reply.code() != 421;
  }

  private void limitReached(String setting) {
    server.events().emit(new SmtpEvent.LimitReached(session.peer().id(), setting));
  }

  private void say(SmtpReply reply) throws IOException {
    lastCode = reply.code();
    connection.output().write(ReplyText.of(reply));
  }

  private void secured(TlsInfo tls) {
    session.secured(new SmtpSession.Tls(tls.protocol(), tls.cipher()));
  }

  private Offer offer() {
    SmtpRules rules = setup.rules().apply(session);
    return Offer.of(
        rules, setup.limits().apply(session), session, channel(rules), connection.canStartTls());
  }

  /// What SASL may know of the connection now.
  private Channel channel(SmtpRules rules) {
    return connection.channel(rules.plainTextFromLoopback() && session.isLoopback());
  }

  @Override
  public SmtpReply hello(Command.Hello hello) {
    SmtpReply reply = server.ask(session, Replies.NOT_AVAILABLE, l -> l.hello(session, hello));
    if (!reply.isPositive()) {
      return reply;
    }
    session.greeted(hello);
    offer = offer();
    return hello.kind() == HelloKind.HELO ? reply : offer.after(reply.lines().getFirst());
  }

  @Override
  public SmtpReply mail(Command.Mail mail) {
    SmtpReply reply = server.ask(session, Replies.BUSY, l -> l.mail(session, mail));
    if (reply.isPositive()) {
      session.open(new Envelope(mail));
      offer = offer();
    }
    return reply;
  }

  @Override
  public SmtpReply rcpt(Command.Rcpt rcpt) {
    SmtpReply reply = server.ask(session, Replies.BUSY, l -> l.rcpt(session, rcpt));
    if (reply.isPositive()) {
      session.envelope().ifPresent(envelope -> envelope.add(rcpt));
    }
    return reply;
  }

  @Override
  public SmtpReply verify(Command.Vrfy vrfy) {
    return server.ask(session, Replies.BUSY, l -> l.verify(session, vrfy));
  }

  @Override
  public SmtpReply expand(Command.Expn expn) {
    return server.ask(session, Replies.BUSY, l -> l.expand(session, expn));
  }
}
