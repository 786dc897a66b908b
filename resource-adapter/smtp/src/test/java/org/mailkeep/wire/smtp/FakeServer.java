package org.mailkeep.wire.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// Decides by names: what begins with `bad` is refused, `busy` is refused for now, `boom` fails.
/// Keeps what it took in; may be full.
final class FakeServer implements SmtpListener {
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  volatile boolean full;

  /// Everybody's password is `pencil`.
  private static final ScramKeys KEYS =
      ScramKeys.of(ScramHash.SHA_256, "pencil", new byte[] {1, 2, 3}, 4_096);

  /// Keeps the octets.
  private final class Sink implements MessageSink {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (full) {
        throw new Refused(SmtpReply.of(452, "4.3.1", "full"), new IOException("full"));
      }
      octets.write(bytes, offset, length);
    }

    @Override
    public void discard() {
      log.add("discard");
    }
  }

  private static SmtpReply reply(String name, int code, String enhanced) {
    if (name.startsWith("boom")) {
      throw new IllegalStateException(name);
    }
    if (name.startsWith("busy")) {
      return SmtpReply.of(451, "4.4.3", "later");
    }
    return name.startsWith("bad")
        ? SmtpReply.of(550, "5.7.1", "no")
        : SmtpReply.of(code, enhanced, "yes");
  }

  @Override
  public SmtpReply connect(SmtpSession session) {
    session.attach("something");
    return SmtpReply.of(220, "", "mx.example.org ESMTP");
  }

  @Override
  public SmtpReply hello(SmtpSession session, Command.Hello hello) {
    return reply(hello.name(), 250, "2.0.0").isPositive()
        ? SmtpReply.of(250, "", "mx.example.org")
        : reply(hello.name(), 250, "2.0.0");
  }

  @Override
  public SmtpReply authenticate(SmtpSession session, Claim claim) {
    return switch (claim) {
      case Claim.Password(var authorize, var login, var password) -> {
        log.add("login " + authorize + "/" + login + "/" + password);
        SmtpReply reply = reply(login, 235, "2.7.0");
        if (reply.isPositive()) {
          session.authenticated(login);
        }
        yield reply.isPermanent() ? SmtpReply.of(535, "5.7.8", "no") : reply;
      }
      case Claim.Scram scram -> {
        boolean proven = KEYS.prove(scram.message(), scram.clientProof());
        log.add("scram " + scram.login() + " " + proven);
        if (proven) {
          session.authenticated(scram.login());
        }
        yield proven ? SmtpReply.of(235, "2.7.0", "yes") : SmtpReply.of(535, "5.7.8", "no");
      }
      case Claim.Bearer(var login, var token) -> {
        log.add("bearer " + login + "/" + token);
        yield SmtpReply.of(535, "5.7.8", "no");
      }
      case Claim.Certificate(var authorize, var names) -> {
        log.add("certificate " + authorize + names);
        session.authenticated(names.getFirst());
        yield SmtpReply.of(235, "2.7.0", "yes");
      }
      case Claim.Kerberos _ -> throw new AssertionError("not offered");
    };
  }

  @Override
  public Optional<ScramKeys> scramKeys(SmtpSession session, String login) {
    return login.startsWith("busy") ? Optional.empty() : Optional.of(KEYS);
  }

  @Override
  public SmtpReply mail(SmtpSession session, Command.Mail mail) {
    return reply(mail.from().local(), 250, "2.1.0");
  }

  @Override
  public SmtpReply rcpt(SmtpSession session, Command.Rcpt rcpt) {
    return reply(rcpt.to().local(), 250, "2.1.5");
  }

  @Override
  public SmtpReply verify(SmtpSession session, Command.Vrfy command) {
    return reply(command.who(), 250, "2.1.5");
  }

  @Override
  public SmtpReply expand(SmtpSession session, Command.Expn command) {
    return reply(command.list(), 250, "2.1.5");
  }

  @Override
  public DataStart data(SmtpSession session) {
    SmtpReply reply = reply(session.hello().orElseThrow().name(), 250, "2.0.0");
    boolean refused = session.envelope().orElseThrow().mail().from().local().equals("nodata");
    return refused
        ? new DataStart.Refuse(SmtpReply.of(451, "4.3.0", "no room"))
        : reply.isPositive() ? new DataStart.Accept(new Sink()) : new DataStart.Refuse(reply);
  }

  @Override
  public List<SmtpReply> deliver(SmtpSession session, MessageSink sink) {
    String text = ((Sink) sink).octets.toString(StandardCharsets.ISO_8859_1);
    if (text.startsWith("boom")) {
      throw new IllegalStateException(text);
    }
    messages.add(text);
    var replies = new ArrayList<SmtpReply>();
    for (Command.Rcpt rcpt : session.envelope().orElseThrow().recipients()) {
      boolean gone = rcpt.to().local().equals("gone");
      replies.add(gone ? SmtpReply.of(550, "5.1.1", "gone") : SmtpReply.of(250, "2.0.0", "queued"));
    }
    return session.service() == SmtpService.LMTP ? replies : replies.subList(0, 1);
  }

  @Override
  public void disconnect(SmtpSession session) {
    log.add("disconnect");
  }
}
