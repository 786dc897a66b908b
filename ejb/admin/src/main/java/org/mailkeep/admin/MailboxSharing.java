package org.mailkeep.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Acl;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxResult;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.outbox.AuditChange;

/// Who else may do what with mailboxes of accounts: the access control lists that IMAP shows (RFC
/// 4314), with the same identifiers and letters. Safe for many threads.
public final class MailboxSharing {
  private static final String ANYONE = "anyone";

  private final Owners owners;
  private final MailAccounts mail;
  private final Trail trail;
  private final IntSupplier most;

  /// @param trail takes what was changed
  /// @param most entries of one list
  public MailboxSharing(Owners owners, MailAccounts mail, Trail trail, IntSupplier most) {
    this.owners = owners;
    this.mail = mail;
    this.trail = trail;
    this.most = most;
  }

  /// What a list says of somebody.
  ///
  /// @param identifier a login name, that of a group with a dollar sign in front, or `anyone`; with
  ///   a dash in front of it for rights that are taken away
  /// @param rights letters of RFC 4314 §2.1
  public record Entry(String identifier, String rights) {}

  /// A mailbox, and whose it is.
  private record Place(Principal owner, MailAccount account, Mailbox mailbox) {}

  /// Lists who else may do what. What belongs to accounts that the caller does not see, or that are
  /// gone, is left out.
  ///
  /// @param key the owner's login name, or its id as a number
  /// @param path of the mailbox
  public Outcome<List<Entry>> list(Caller caller, String key, String path) {
    return of(caller, Permission.MAIL_RIGHTS_LIST, key, path, place -> listed(caller, place));
  }

  private Outcome<List<Entry>> listed(Caller caller, Place place) {
    List<Entry> entries = new ArrayList<>();
    place
        .account()
        .acl(place.mailbox().id())
        .entries()
        .forEach((grantee, rights) ->
            identifier(caller, grantee)
                .ifPresent(name -> entries.add(new Entry(name, rights.letters()))));
    return new Outcome.Ok<>(entries);
  }

  private Optional<String> identifier(Caller caller, Grantee grantee) {
    String sign = grantee.negative() ? "-" : "";
    AccountId who = grantee.who();
    if (who == null) {
      return Optional.of(sign + ANYONE);
    }
    return owners.find(caller, String.valueOf(who.value())) instanceof Outcome.Ok<Principal>(var is)
        ? Optional.of(sign + (is.standing().kind() == PrincipalKind.GROUP ? "$" : "") + login(is))
        : Optional.empty();
  }

  private static String login(Principal principal) {
    return principal.account().login();
  }

  /// Gives somebody exactly these rights.
  ///
  /// @param identifier as in [Entry]
  /// @param letters at least one
  /// @return the list as it is then
  public Outcome<List<Entry>> set(
      Caller caller, String key, String path, String identifier, String letters) {
    return of(
        caller,
        Permission.MAIL_RIGHTS_UPDATE,
        key,
        path,
        place -> {
          Optional<AccessRights> rights =
              AccessRights.parse(letters).filter(some -> !some.isEmpty());
          return rights.isEmpty()
              ? Outcome.invalid("/rights", "must be some of the letters lrswipkxtea")
              : grantee(caller, identifier)
                  .then(grantee -> change(caller, place, grantee, rights.get()));
        });
  }

  /// Takes somebody off the list.
  ///
  /// @param identifier as in [Entry]
  /// @return the list as it is then
  public Outcome<List<Entry>> remove(Caller caller, String key, String path, String identifier) {
    return of(
        caller,
        Permission.MAIL_RIGHTS_DELETE,
        key,
        path,
        place ->
            grantee(caller, identifier)
                .then(grantee ->
                    place.account().acl(place.mailbox().id()).of(grantee).isEmpty()
                        ? new Outcome.NotFound<>("entry of " + identifier)
                        : change(caller, place, grantee, AccessRights.NONE)));
  }

  /// Whom an identifier means, as far as the caller sees them.
  private Outcome<Grantee> grantee(Caller caller, String identifier) {
    boolean negative = identifier.startsWith("-");
    String name = negative ? identifier.substring(1) : identifier;
    if (name.toLowerCase(Locale.ROOT).equals(ANYONE)) {
      return new Outcome.Ok<>(new Grantee(null, negative));
    }
    return owners
        .find(caller, name.startsWith("$") ? name.substring(1) : name)
        .then(found -> {
          PrincipalKind kind = found.standing().kind();
          return kind.logsIn() || kind == PrincipalKind.GROUP
              ? new Outcome.Ok<>(new Grantee(found.account().id(), negative))
              : Outcome.invalid("identifier", "must be an account, a group or anyone");
        });
  }

  private Outcome<List<Entry>> change(
      Caller caller, Place place, Grantee grantee, AccessRights rights) {
    if (place.account().id().equals(grantee.who())) {
      return Outcome.invalid("identifier", "must be another: the owner has all rights");
    }
    Change change = new Change(grantee, rights, most.getAsInt());
    if (!(place.account().share(place.mailbox().id(), change::of) instanceof MailboxResult.Done)) {
      return noMailbox(place.mailbox().path());
    }
    if (change.full) {
      return new Outcome.Conflict<>("the list has " + change.most + " entries already");
    }
    note(caller, place, change);
    return listed(caller, place);
  }

  /// One change of a list, which may be tried several times.
  private static final class Change {
    final Grantee grantee;
    final AccessRights rights;
    final int most;
    AccessRights before = AccessRights.NONE;
    boolean full;

    Change(Grantee grantee, AccessRights rights, int most) {
      this.grantee = grantee;
      this.rights = rights;
      this.most = most;
    }

    Acl of(Acl acl) {
      before = acl.of(grantee);
      Acl changed = acl.with(grantee, rights);
      full = changed.entries().size() > Math.max(most, acl.entries().size());
      return full ? acl : changed;
    }
  }

  private void note(Caller caller, Place place, Change change) {
    var parts =
        new AuditChange.Parts()
            .field("mailbox", null, place.mailbox().path())
            .field("identifier", null, identifier(caller, change.grantee).orElse(null))
            .field("rights", change.before.letters(), change.rights.letters());
    String id = String.valueOf(place.account().id().value());
    trail.note(new AuditChange("share", "mail", id, login(place.owner()), parts.all()));
  }

  private static <T> Outcome<T> noMailbox(String path) {
    return new Outcome.NotFound<>("mailbox " + path);
  }

  private Outcome<List<Entry>> of(
      Caller caller,
      Permission permission,
      String key,
      String path,
      Function<Place, Outcome<List<Entry>>> operation) {
    try {
      return Outcome.allowed(
          caller,
          permission,
          () ->
              owners
                  .find(caller, key)
                  .then(owner ->
                      owners
                          .reach()
                          .<List<Entry>>objection(caller, owner.account())
                          .orElseGet(() -> place(owner, path).then(operation))));
    } catch (StoreException e) {
      return new Outcome.Unavailable<>(String.valueOf(e.getMessage()));
    }
  }

  private Outcome<Place> place(Principal owner, String path) {
    if (!owner.standing().kind().keepsMail()) {
      return noMailbox(path);
    }
    MailAccount account = mail.open(owner.account().id());
    return account
        .find(path)
        .<Outcome<Place>>map(mailbox -> new Outcome.Ok<>(new Place(owner, account, mailbox)))
        .orElseGet(() -> noMailbox(path));
  }
}
