package org.mailkeep.imap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.kernel.Rate;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Reception;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.sasl.Mechanisms;

/// What the server does with IMAP commands: hands each to its class, and turns what goes wrong into
/// replies. Safe for many threads; a session's state hangs on the session.
public final class ImapService implements ImapListener {
  /// Mechanisms that AUTHENTICATE takes.
  private static final Mechanisms MECHANISMS = Mechanisms.standard();

  private static final List<Response.Namespace> PERSONAL = List.of(new Response.Namespace("", '/'));

  private final ImapBackend backend;
  private final Supplier<ImapRules> rules;
  private final AccountUses uses = new AccountUses();
  private final Login login;
  private final Select select;
  private final Append append;
  private final Fetch fetch;
  private final Search search;

  /// @param rules asked for each command that they concern, so that a reload holds at once
  public ImapService(ImapBackend backend, Supplier<ImapRules> rules) {
    MessageReading reading = new MessageReading(backend.blobs(), backend.mime().headerBytes());
    this.backend = backend;
    this.rules = rules;
    this.login = new Login(backend, uses);
    this.select = new Select(reading);
    this.append = new Append(backend);
    this.fetch = new Fetch(reading);
    this.search = new Search(backend);
  }

  @Override
  public Answer open(ImapSession wire) {
    wire.attach(new Session(wire));
    Code code = new Code.Capability(Offer.to(wire, rules.get()));
    return Answer.waiting(List.of(new Response.Ok(code, "Mailkeep is ready")));
  }

  @Override
  public Answer execute(ImapSession wire, Command.Served command) {
    Session session = Session.of(wire);
    session.abandon();
    long begin = System.nanoTime();
    Answer answer =
        tooMany(session)
            ? Answer.no(Code.Simple.LIMIT, "Too many requests")
            : guarded(session, command.verb(), () -> run(session, command));
    told(session, command.verb(), answer, begin);
    return answer;
  }

  private boolean tooMany(Session session) {
    AccountUse use = session.use();
    Optional<Rate> rate = rules.get().requests();
    if (use == null || rate.isEmpty()) {
      return false;
    }
    return switch (use.request(rate.get(), backend.clock().instant())) {
      case FINE -> false;
      case TOO_MANY -> true;
      case FIRST_TOO_MANY -> {
        long connection = session.wire().peer().connection();
        backend.events().emit(new ImapEvent.LimitReached(connection, ImapRules.REQUESTS.key()));
        yield true;
      }
    };
  }

  private Answer run(Session session, Command.Served command) {
    return switch (command) {
      case Command.InAnyState any -> anyState(session, any);
      case Command.Authenticate authenticate -> authenticate(session, authenticate);
      case Command.Login c -> login.run(session, c, rules.get());
      case Command.AfterLogin after -> afterLogin(session, after);
      case Command.WithMailbox with -> withMailbox(session, with);
    };
  }

  private Answer anyState(Session session, Command.InAnyState command) {
    return switch (command) {
      case Command.Capability _ ->
          Answer.ok(
              List.of(new Response.Capability(Offer.to(session.wire(), rules.get()))), "Told");
      case Command.Noop _ -> Answer.ok(news(session), "Done");
      case Command.Id _ -> Answer.ok(List.of(new Response.Id(identity())), "Told");
      case Command.Logout _ -> throw new IllegalArgumentException("not for the server");
    };
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("name", "Mailkeep");
    identity.put("version", backend.version());
    return identity;
  }

  private Answer authenticate(Session session, Command.Authenticate command) {
    if (!Offer.mayLogIn(session.wire(), rules.get())) {
      return Answer.no(Code.Simple.PRIVACYREQUIRED, "Use TLS first");
    }
    return MECHANISMS.find(command.mechanism(), true).isPresent()
        ? Answer.waiting(List.of())
        : Answer.no(Code.Simple.CANNOT, "No such mechanism");
  }

  private Answer afterLogin(Session session, Command.AfterLogin command) {
    return switch (command) {
      case Command.Enable c -> Enable.run(session, c);
      case Command.Select c -> select.run(session, c);
      case Command.Create c -> MailboxNaming.create(session, c);
      case Command.Delete c -> MailboxNaming.delete(session, c);
      case Command.Rename c -> MailboxNaming.rename(session, c);
      case Command.Subscribe c -> MailboxNaming.subscribe(session, c);
      case Command.Unsubscribe c -> MailboxNaming.unsubscribe(session, c);
      case Command.ListMailboxes c -> ListMailboxes.run(session, c);
      case Command.Lsub c -> ListMailboxes.run(session, c);
      case Command.Namespace _ ->
          Answer.ok(List.of(new Response.Namespaces(PERSONAL, List.of(), List.of())), "Told");
      case Command.Status c -> Status.run(session, c);
      case Command.Append c -> append.run(session, c);
      case Command.Idle _ -> Idle.begin(session);
      case Command.Done _ -> Idle.done(session);
    };
  }

  private Answer withMailbox(Session session, Command.WithMailbox command) {
    return switch (command) {
      case Command.Check _ -> Answer.ok(news(session), "Checked");
      case Command.Close _ -> Expunge.close(session);
      case Command.Unselect _ -> {
        session.unselect();
        yield Answer.ok("Unselected");
      }
      case Command.Expunge c -> Expunge.run(session, c);
      case Command.Search c -> search.run(session, c);
      case Command.Fetch c -> fetch.run(session, c);
      case Command.Store c -> Store.run(session, c);
      case Command.Copy c -> Transfer.copy(session, c);
      case Command.Move c -> Transfer.move(session, c);
    };
  }

  private static List<Response> news(Session session) {
    SelectedMailbox selected = session.selectedOrNull();
    return selected == null ? List.of() : selected.catchUp();
  }

  @Override
  public Answer next(ImapSession wire) {
    Session session = Session.of(wire);
    return guarded(session, "next part", session::proceed);
  }

  @Override
  public Answer pending(ImapSession wire) {
    Session session = Session.of(wire);
    Answer answer = guarded(session, "IDLE", () -> Idle.pending(session));
    return answer.then() instanceof Answer.Tagged ? Answer.waiting(List.of()) : answer;
  }

  @Override
  public Reception receive(ImapSession wire, String mailbox, long size) {
    Reception[] reception = new Reception[1];
    Answer failure =
        guarded(
            Session.of(wire),
            "APPEND",
            () -> {
              reception[0] = append.receive(wire, mailbox, size);
              return Answer.ok("");
            });
    if (reception[0] != null) {
      return reception[0];
    }
    return failure.then() instanceof Answer.Tagged reply
        ? new Reception.Refused(reply)
        : new Reception.Refused(
            new Answer.Tagged(Answer.Condition.NO, Code.Simple.UNAVAILABLE, "Try again later"));
  }

  @Override
  public void closed(ImapSession wire) {
    Session session = Session.of(wire);
    session.endIdle();
    if (session.use() != null) {
      uses.leave(session.account().id());
    }
    wire.attach(null);
  }

  /// The one place where failures become replies.
  private Answer guarded(Session session, String where, Supplier<Answer> work) {
    try {
      return work.get();
    } catch (ReplyException e) {
      return e.answer();
    } catch (MailboxGoneException e) {
      session.unselect();
      return Answer.bye(null, "The selected mailbox was deleted");
    } catch (StoreException e) {
      session.abandon();
      failed(session, where, e);
      return Answer.no(code(e), "The server cannot do that now");
    } catch (RuntimeException e) {
      session.abandon();
      failed(session, where, e);
      return Answer.no(Code.Simple.SERVERBUG, "The server failed");
    }
  }

  private static Code code(StoreException failure) {
    return switch (failure) {
      case StoreException.Corrupt _ -> Code.Simple.CORRUPTION;
      case StoreException _ -> Code.Simple.UNAVAILABLE;
    };
  }

  private void failed(Session session, String where, RuntimeException cause) {
    backend
        .events()
        .emit(
            new ServerEvent.Unexpected("imap " + where, session.wire().peer().connection(), cause));
  }

  private void told(Session session, String verb, Answer answer, long begin) {
    String reply = answer.then() instanceof Answer.Tagged tagged ? tagged.condition().name() : "OK";
    backend
        .events()
        .emit(
            new ImapEvent.Command(
                session.wire().peer().connection(),
                verb,
                reply,
                Duration.ofNanos(System.nanoTime() - begin)));
  }
}
