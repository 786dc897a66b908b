package org.mailkeep.pop3;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.auth.Claims;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.Pop3Event;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.pop3.Answer;
import org.mailkeep.wire.pop3.Code;
import org.mailkeep.wire.pop3.Command;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.pop3.Pop3Session;
import org.mailkeep.wire.pop3.Reply;
import org.mailkeep.wire.sasl.ScramKeys;

/// What the server does with POP3 commands: hands each to its class, and turns what goes wrong into
/// replies. Safe for many threads; a session's state hangs on the session.
public final class Pop3Service implements Pop3Listener {
  private final Pop3Backend backend;
  private final Supplier<Pop3Rules> rules;
  private final Login login;
  private final Retrieve retrieve;
  private final Quit quit;

  /// @param rules asked for each command that they concern, so that a reload holds at once
  public Pop3Service(Pop3Backend backend, Supplier<Pop3Rules> rules) {
    this.backend = backend;
    this.rules = rules;
    this.login = new Login(backend);
    this.retrieve = new Retrieve(backend.blobs());
    this.quit = new Quit(backend.events());
  }

  /// Greets without a timestamp, as there is no APOP.
  @Override
  public Answer open(Pop3Session wire) {
    wire.attach(new Session(wire));
    return Answer.ok("Mailkeep is ready");
  }

  @Override
  public Answer execute(Pop3Session wire, Command.Served command) {
    Session session = Session.of(wire);
    session.abandon();
    if (session.isExpelled()) {
      return Answer.err(Code.SYS_TEMP, "The account was changed, log in again").close();
    }
    long begin = System.nanoTime();
    Answer answer =
        tooMany(session)
            ? Answer.err(Code.SYS_TEMP, "Too many requests")
            : guarded(session, command.verb(), () -> run(session, command));
    told(session, command.verb(), answer, begin);
    return answer;
  }

  private boolean tooMany(Session session) {
    Optional<Rate> rate = rules.get().requests();
    if (rate.isEmpty() || !session.isOpen()) {
      return false;
    }
    return switch (session.requests().request(rate.get(), backend.clock().instant())) {
      case FINE -> false;
      case TOO_MANY -> true;
      case FIRST_TOO_MANY -> {
        backend
            .events()
            .emit(new Pop3Event.LimitReached(session.number(), Pop3Rules.REQUESTS.key()));
        yield true;
      }
    };
  }

  private Answer run(Session session, Command.Served command) {
    Pop3Rules now = rules.get();
    return switch (command) {
      case Command.Capa _ -> Offer.capa(session.wire(), now, backend.version());
      case Command.Lang c -> Language.run(c);
      case Command.Quit _ -> quit.run(session);
      case Command.User _ -> Login.user(session, now);
      case Command.Auth c -> Login.begin(session, c, now);
      case Command.ListMechanisms _ -> Offer.mechanisms(session.wire(), now);
      case Command.Login c -> login.run(session, c, now);
      case Command.Utf8 _ -> {
        session.wire().enableUnicode();
        yield Answer.ok("UTF-8 mode");
      }
      case Command.AfterLogin after -> permitted(session, after);
    };
  }

  /// The one place where commands need their permissions.
  private Answer permitted(Session session, Command.AfterLogin command) {
    Optional<Permission> needed = Pop3Permissions.of(command);
    return needed.isEmpty() || session.may(needed.get())
        ? afterLogin(session, command)
        : Pop3Permissions.refusal(needed.get());
  }

  private Answer afterLogin(Session session, Command.AfterLogin command) {
    return switch (command) {
      case Command.Stat _ -> ListMessages.stat(session);
      case Command.ListSizes c -> ListMessages.run(session, c);
      case Command.ListIds c -> ListMessages.run(session, c);
      case Command.Retrieve(int message) -> retrieve.run(session, message, Reply.Octets.ALL);
      case Command.Top(int message, int lines) -> retrieve.run(session, message, lines);
      case Command.Delete c -> Delete.run(session, c);
      case Command.Reset _ -> Delete.reset(session);
      case Command.Noop _ -> Answer.ok("");
    };
  }

  @Override
  public Optional<ScramKeys> scramKeys(Pop3Session wire, String login) {
    try {
      return Claims.scramKeys(backend.directory(), login);
    } catch (RuntimeException e) {
      failed(Session.of(wire), "AUTH", e);
      return Optional.empty();
    }
  }

  @Override
  public Answer next(Pop3Session wire) {
    Session session = Session.of(wire);
    return session.proceed();
  }

  @Override
  public void closed(Pop3Session wire) {
    Session.of(wire).leave();
    wire.attach(null);
  }

  /// The one place where failures become replies.
  private Answer guarded(Session session, String where, Supplier<Answer> work) {
    try {
      return work.get();
    } catch (StoreException.Corrupt e) {
      failed(session, where, e);
      return Answer.err(Code.SYS_PERM, "The message is damaged");
    } catch (StoreException e) {
      // What keeps a store from serving is told by the store itself, once for all commands.
      return Answer.err(Code.SYS_TEMP, "The server cannot do that now");
    } catch (RuntimeException e) {
      failed(session, where, e);
      return Answer.err(Code.SYS_TEMP, "The server failed");
    }
  }

  private void failed(Session session, String where, RuntimeException cause) {
    backend.events().emit(new ServerEvent.Unexpected("pop3 " + where, session.number(), cause));
  }

  private void told(Session session, String verb, Answer answer, long begin) {
    boolean refused =
        !answer.replies().isEmpty() && answer.replies().getFirst() instanceof Reply.Err;
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    backend
        .events()
        .emit(new Pop3Event.Command(session.number(), verb, refused ? "ERR" : "OK", took));
  }
}
