package org.mailkeep.imap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.auth.Claims;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.Rate;
import org.mailkeep.mailbox.Right;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.ImapEvent;
import org.mailkeep.telemetry.ServerEvent;
import org.mailkeep.wire.imap.Announced;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.imap.ImapSession;
import org.mailkeep.wire.imap.Reception;
import org.mailkeep.wire.imap.Response;
import org.mailkeep.wire.sasl.ScramKeys;

/// What the server does with IMAP commands: hands each to its class, and turns what goes wrong into
/// replies. Safe for many threads; a session's state hangs on the session.
public final class ImapService implements ImapListener {
  /// Responses that one part of an answer has at most.
  private static final int PART = 1024;

  private static final Answer EXPELLED = Answer.bye(null, "The account was changed, log in again");

  private static final List<Response.Namespace> PERSONAL = List.of(new Response.Namespace("", '/'));

  private final ImapBackend backend;
  private final Supplier<ImapRules> rules;
  private final AccountUses uses = new AccountUses();
  private final Login login;
  private final Select select;
  private final Append append;
  private final Replace replace;
  private final Notify notify;
  private final Fetch fetch;
  private final Search search;
  private final SharedFolders shared;
  private final SetAcl setAcl;
  private final GetAcl getAcl;
  private final ListRights listRights;
  private final GetQuota getQuota;
  private final SetQuota setQuota;

  /// @param rules asked for each command that they concern, so that a reload holds at once
  public ImapService(ImapBackend backend, Supplier<ImapRules> rules) {
    MessageReading reading = new MessageReading(backend.blobs(), backend.mime().headerBytes());
    this.backend = backend;
    this.rules = rules;
    this.shared = new SharedFolders(backend, rules);
    this.login = new Login(backend, uses, shared);
    this.select = new Select(reading);
    this.append = new Append(backend);
    this.replace = new Replace(append);
    this.notify = new Notify(reading);
    this.fetch = new Fetch(reading);
    this.search = new Search(backend);
    Identifiers identifiers = new Identifiers(backend.directory());
    this.setAcl = new SetAcl(identifiers);
    this.getAcl = new GetAcl(identifiers);
    this.listRights = new ListRights(identifiers);
    this.getQuota = new GetQuota(backend);
    this.setQuota = new SetQuota(backend, getQuota);
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
    if (session.isExpelled()) {
      return refused(command, EXPELLED);
    }
    long begin = System.nanoTime();
    session.saving(Search.saves(command));
    Answer answer =
        tooMany(session)
            ? refused(command, Answer.no(Code.Simple.LIMIT, "Too many requests"))
            : answered(session, command.verb(), () -> bounded(session, run(session, command)));
    forget(session, answer);
    told(session, command.verb(), answer, begin);
    return answer;
  }

  /// A search that was to save what it finds, and is answered NO, leaves nothing saved (RFC 5182
  /// §2.1).
  private static void forget(Session session, Answer answer) {
    SelectedMailbox selected = session.selectedOrNull();
    if (session.saving()
        && selected != null
        && answer.then() instanceof Answer.Tagged tagged
        && tagged.condition() == Answer.Condition.NO) {
      selected.save(Indexes.NONE);
    }
  }

  /// The first command that asks for mod-sequences tells up to which one the client knows the
  /// selected mailbox (RFC 7162 §3.1).
  private Answer answered(Session session, String where, Supplier<Answer> work) {
    SelectedMailbox selected = session.selectedOrNull();
    if (selected == null || session.modSeqs()) {
      return guarded(session, where, work);
    }
    Code known = new Code.HighestModSeq(selected.allTold());
    Answer answer = guarded(session, where, work);
    if (!session.modSeqs() || session.selectedOrNull() != selected) {
      return answer;
    }
    List<Response> responses = new ArrayList<>(List.of(new Response.Ok(known, "Highest")));
    responses.addAll(answer.responses());
    return new Answer(responses, answer.then());
  }

  private static Answer refused(Command command, Answer answer) {
    command.appended().forEach(message -> message.sink().close());
    return answer;
  }

  /// An answer with very many responses is told in parts.
  private static Answer bounded(Session session, Answer answer) {
    return answer.responses().size() > PART && answer.then() instanceof Answer.Tagged done
        ? session.begin(new PagedAnswer(answer.responses(), done))
        : answer;
  }

  private boolean tooMany(Session session) {
    AccountUse use = session.use();
    Optional<Rate> rate = rules.get().requests();
    if (use == null || rate.isEmpty()) {
      return false;
    }
    return switch (use.requests().request(rate.get(), backend.clock().instant())) {
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
      case Command.Unauthenticate _ -> unauthenticate(session);
      case Command.AfterLogin after ->
          permitted(session, command, ImapPermissions.of(after), () -> afterLogin(session, after));
      case Command.WithMailbox with ->
          permitted(session, command, ImapPermissions.of(with), () -> withMailbox(session, with));
    };
  }

  /// The one place where commands need their permissions.
  private static Answer permitted(
      Session session, Command.Served command, Permission needed, Supplier<Answer> work) {
    return session.may(needed) ? work.get() : refused(command, ImapPermissions.refusal(needed));
  }

  private Answer anyState(Session session, Command.InAnyState command) {
    return switch (command) {
      case Command.Capability _ ->
          Answer.ok(
              List.of(new Response.Capability(Offer.to(session.wire(), rules.get()))), "Told");
      case Command.Noop _ -> Answer.ok(News.of(session), "Done");
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
    return session.wire().mechanisms().contains(command.mechanism())
        ? Answer.waiting(List.of())
        : Answer.no(Code.Simple.CANNOT, "No such mechanism");
  }

  @Override
  public Optional<ScramKeys> scramKeys(ImapSession wire, String login) {
    try {
      return Claims.scramKeys(backend.directory(), login);
    } catch (RuntimeException e) {
      failed(Session.of(wire), "AUTHENTICATE", e);
      return Optional.empty();
    }
  }

  private Answer afterLogin(Session session, Command.AfterLogin command) {
    return switch (command) {
      case Command.Enable c -> Enable.run(session, c, notify, rules.get().extensions());
      case Command.Select c -> select.run(session, c);
      case Command.Create c -> MailboxNaming.create(session, c);
      case Command.Delete c -> MailboxNaming.delete(session, c);
      case Command.Rename c -> MailboxNaming.rename(session, c);
      case Command.Subscribe c -> MailboxNaming.subscribe(session, c);
      case Command.Unsubscribe c -> MailboxNaming.unsubscribe(session, c);
      case Command.ListMailboxes c -> ListMailboxes.run(session, c, appendLimit());
      case Command.Lsub c -> ListMailboxes.run(session, c);
      case Command.Namespace _ -> Answer.ok(List.of(namespaces()), "Told");
      case Command.Status c -> Status.run(session, c, appendLimit());
      case Command.Append c -> append.run(session, c, rules.get().limits());
      case Command.GetMetadata c -> Metadata.get(session, c, rules.get().extensions().metadata());
      case Command.SetMetadata c -> Metadata.set(session, c, rules.get().extensions().metadata());
      case Command.Notify c -> notify.run(session, c, rules.get().extensions().watching());
      case Command.Compress _, Command.Unauthenticate _ ->
          throw new IllegalArgumentException("not for a user");
      case Command.SetAcl c -> setAcl.run(session, c, rules.get());
      case Command.DeleteAcl c -> setAcl.delete(session, c, rules.get());
      case Command.GetAcl c -> getAcl.run(session, c);
      case Command.ListRights c -> listRights.run(session, c);
      case Command.MyRights c -> MyRights.run(session, c);
      case Command.GetQuota c -> getQuota.run(session, c);
      case Command.GetQuotaRoot c -> getQuota.ofMailbox(session, c);
      case Command.SetQuota c -> setQuota.run(session, c);
      case Command.Idle _ -> Idle.begin(session);
      case Command.Done _ -> Idle.done(session);
    };
  }

  private Response namespaces() {
    String others = shared.root() + PERSONAL.getFirst().separator();
    return new Response.Namespaces(
        PERSONAL, List.of(), List.of(new Response.Namespace(others, '/')));
  }

  private Answer withMailbox(Session session, Command.WithMailbox command) {
    if (session.uidOnly() && UidOnly.forbids(command)) {
      return refused(command, UidOnly.REFUSAL);
    }
    Right missing = MailboxRights.missing(command, session.selected().rights());
    if (missing != null) {
      return refused(command, Located.refused(missing));
    }
    ImapRules now = rules.get();
    return switch (command) {
      case Command.Check _ -> Answer.ok(News.of(session), "Checked");
      case Command.Close _ -> Expunge.close(session);
      case Command.Unselect _ -> {
        session.unselect();
        yield Answer.ok("Unselected");
      }
      case Command.Expunge c -> Expunge.run(session, c, now.limits());
      case Command.Search c -> search.search(session, c, now);
      case Command.Sort c -> search.sort(session, c, now);
      case Command.ThreadMessages c -> search.thread(session, c, now);
      case Command.Replace c -> replace.run(session, c);
      case Command.Fetch c -> fetch.run(session, c, now.limits());
      case Command.Store c -> Store.run(session, c, now.limits());
      case Command.Copy c -> Transfer.copy(session, c, now.limits());
      case Command.Move c -> Transfer.move(session, c, now.limits());
    };
  }

  @Override
  public Answer next(ImapSession wire) {
    Session session = Session.of(wire);
    Answer answer = answered(session, "next part", session::proceed);
    forget(session, answer);
    return answer;
  }

  @Override
  public Answer pending(ImapSession wire) {
    Session session = Session.of(wire);
    Answer answer = guarded(session, "IDLE", () -> Answer.waiting(News.pending(session)));
    return answer.then() instanceof Answer.Tagged ? Answer.waiting(List.of()) : answer;
  }

  @Override
  public Reception receive(ImapSession wire, Announced message) {
    Reception[] reception = new Reception[1];
    Session session = Session.of(wire);
    Answer failure =
        guarded(
            session,
            "APPEND",
            () -> {
              if (!session.may(Permission.IMAP_APPEND)) {
                return ImapPermissions.refusal(Permission.IMAP_APPEND);
              }
              reception[0] = append.receive(wire, message);
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
    leave(Session.of(wire));
    wire.attach(null);
  }

  private void leave(Session session) {
    session.leave();
    if (session.use() != null) {
      uses.leave(session.account().id());
    }
  }

  /// UNAUTHENTICATE, RFC 8437 §3; it is never refused.
  private Answer unauthenticate(Session session) {
    leave(session);
    session.reset();
    return Answer.ok("Nobody is logged in");
  }

  private long appendLimit() {
    return rules.get().extensions().appendLimit();
  }

  /// The one place where failures become replies.
  private Answer guarded(Session session, String where, Supplier<Answer> work) {
    try {
      return work.get();
    } catch (ReplyException e) {
      session.abandon();
      return e.answer();
    } catch (MailboxGoneException e) {
      session.abandon();
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

  /// What keeps a store from serving is told by the store itself, once for all commands.
  private void failed(Session session, String where, RuntimeException cause) {
    if (cause instanceof StoreException && !(cause instanceof StoreException.Corrupt)) {
      return;
    }
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
