package org.mailkeep.wire.imap;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.sasl.Claim;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// A server without mailboxes: LOGIN works with the password `secret`, SELECT with any name, and
/// what it was asked is noted.
final class ScriptedListener implements ImapListener {
  final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<Response> news = new ConcurrentLinkedQueue<>();
  final CountDownLatch closed = new CountDownLatch(1);
  final AtomicReference<@Nullable ImapSession> session = new AtomicReference<>();
  private int parts;

  private static final ScramKeys KEYS =
      ScramKeys.of(ScramHash.SHA_256, "secret", new byte[] {1, 2, 3}, 4_096);

  @Override
  public Answer open(ImapSession wire) {
    session.set(wire);
    return Answer.waiting(List.of(new Response.Ok(null, "Hello")));
  }

  @Override
  public Answer execute(ImapSession wire, Command.Served command) {
    asked.add(command.verb());
    return switch (command) {
      case Command.Login login -> {
        if (!isRight(login.claim())) {
          yield Answer.no(Code.Simple.AUTHENTICATIONFAILED, "Wrong");
        }
        wire.state(ImapSession.State.AUTHENTICATED);
        yield Answer.ok("Welcome " + login.claim().login());
      }
      case Command.Authenticate _, Command.Idle _ -> Answer.waiting(List.of());
      case Command.Select _ -> {
        wire.state(ImapSession.State.SELECTED);
        yield Answer.ok("Selected");
      }
      case Command.Unauthenticate _ -> {
        wire.unauthenticated();
        yield Answer.ok("Done");
      }
      case Command.Fetch _ -> {
        parts = 3;
        yield next(wire);
      }
      case Command.Append append -> Answer.ok("Appended " + append.messages().getFirst().size());
      case Command.Expunge _ -> Answer.bye(null, "Enough");
      case Command.Delete _ -> throw new IllegalStateException("a bug");
      case Command.InAnyState _, Command.AfterLogin _, Command.WithMailbox _ -> Answer.ok("Done");
    };
  }

  private static boolean isRight(Claim claim) {
    return switch (claim) {
      case Claim.Password password -> password.password().equals("secret");
      case Claim.Scram scram -> KEYS.prove(scram.message(), scram.clientProof());
      case Claim.Bearer bearer -> bearer.token().equals("secret");
      case Claim.Certificate _, Claim.Kerberos _ -> false;
    };
  }

  @Override
  public Optional<ScramKeys> scramKeys(ImapSession wire, String login) {
    return login.equals("busy") ? Optional.empty() : Optional.of(KEYS);
  }

  @Override
  public Answer next(ImapSession wire) {
    Response part = new Response.Exists(parts--);
    return parts == 0 ? Answer.ok(List.of(part), "Fetched") : Answer.more(List.of(part));
  }

  @Override
  public Answer pending(ImapSession wire) {
    Response first = news.poll();
    return Answer.waiting(first == null ? List.of() : List.of(first));
  }

  @Override
  public Reception receive(ImapSession wire, Announced message) {
    return switch (message.mailbox()) {
      case "missing" ->
          new Reception.Refused(
              new Answer.Tagged(Answer.Condition.NO, Code.Simple.TRYCREATE, "No such mailbox"));
      case "broken" -> new Reception.Accepted(new BrokenSink());
      default -> new Reception.Accepted(new TextInput.Sink());
    };
  }

  @Override
  public void closed(ImapSession wire) {
    closed.countDown();
  }

  private static final class BrokenSink implements MessageSink {
    @Override
    public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
      throw new java.io.IOException("disk full");
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
