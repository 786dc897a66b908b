package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Acl;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Share;
import org.mailkeep.wire.imap.Code;

/// The mailboxes of others that a client may use: below one name (RFC 9051 §6.3.10), then the login
/// name of who owns them, then their own paths. A group's are its members', who may everything
/// there; of anybody else's, those on which rights were given (RFC 4314). Safe for many threads.
///
/// Nothing here is asked for a mailbox of one's own.
final class SharedFolders {
  private static final char SEPARATOR = Mailbox.SEPARATOR;

  private final ImapBackend backend;
  private final Supplier<ImapRules> rules;

  SharedFolders(ImapBackend backend, Supplier<ImapRules> rules) {
    this.backend = backend;
    this.rules = rules;
  }

  /// Where a mailbox is to be made.
  ///
  /// @param path in that account
  /// @param rights on the nearest mailbox above it that there is
  record Site(MailAccount account, String path, AccessRights rights) {}

  /// Somebody else's mail, and the rest of a name.
  ///
  /// @param path empty when there is no more of the name
  record Owned(MailAccount account, String login, String path) {}

  /// The name above all of them.
  String root() {
    return rules.get().sharing().folder();
  }

  /// Whether a name is one of these.
  boolean covers(String name) {
    String root = root();
    return name.startsWith(root)
        && (name.length() == root.length() || name.charAt(root.length()) == SEPARATOR);
  }

  /// The mailbox of a name; empty when there is none on which the client has any right.
  Optional<Located> find(Session session, String name) {
    Owned owned = owned(session, name);
    if (owned == null) {
      return Optional.empty();
    }
    return owned
        .account()
        .find(owned.path())
        .map(mailbox -> located(session, owned.account(), owned.login(), mailbox))
        .filter(place -> !place.rights().isEmpty());
  }

  /// Where a mailbox of this name would be made; empty when there is nobody there.
  Optional<Site> site(Session session, String name) {
    Owned owned = owned(session, name);
    if (owned == null || owned.path().isEmpty()) {
      return Optional.empty();
    }
    AccessRights above = null;
    String path = owned.path();
    for (int end = path.lastIndexOf('/');
        end > 0 && above == null;
        end = path.lastIndexOf('/', end - 1)) {
      above =
          owned
              .account()
              .find(path.substring(0, end))
              .map(mailbox -> rights(session, owned.account(), mailbox.id()))
              .orElse(null);
    }
    AccessRights known = above == null ? implied(session, owned.account().id()) : above;
    return Optional.of(new Site(owned.account(), path, known));
  }

  private @Nullable Owned owned(Session session, String name) {
    int start = root().length() + 1;
    if (name.length() <= start) {
      return null;
    }
    int end = name.indexOf(SEPARATOR, start);
    String login = name.substring(start, end < 0 ? name.length() : end);
    Account account = account(backend.directory().account(login));
    if (account == null || !isReachable(session, account.id())) {
      return null;
    }
    String path = end < 0 ? "" : name.substring(end + 1);
    return new Owned(open(session, account.id()), account.login(), path);
  }

  /// Whether there may be something of an account that the client may use.
  private boolean isReachable(Session session, AccountId owner) {
    return !owner.equals(session.account().id())
        && (session.groups().contains(owner)
            || shares(session).stream().anyMatch(share -> share.owner().equals(owner)));
  }

  private MailAccount open(Session session, AccountId owner) {
    return backend.accounts().open(owner, session.account().id());
  }

  private Collection<Share> shares(Session session) {
    Set<AccountId> grantees = new HashSet<>(session.groups());
    grantees.add(session.account().id());
    return backend.accounts().sharedWith(grantees);
  }

  /// Whose mailboxes the client may use some of.
  Set<AccountId> owners(Session session) {
    Set<AccountId> owners = new LinkedHashSet<>(session.groups());
    shares(session).forEach(share -> owners.add(share.owner()));
    owners.remove(session.account().id());
    return owners;
  }

  /// The mail of one of those; empty when there is no such account.
  Optional<Owned> owned(Session session, AccountId owner) {
    return Optional.ofNullable(account(backend.directory().account(owner)))
        .map(account -> new Owned(open(session, owner), account.login(), ""));
  }

  /// All that the client may know of.
  List<Located> all(Session session) {
    List<Located> all = new ArrayList<>();
    Set<AccountId> groups = session.groups();
    for (AccountId group : groups) {
      Account owner = account(backend.directory().account(group));
      if (owner != null) {
        MailAccount mail = open(session, group);
        mail.mailboxes().forEach(mailbox -> add(session, mail, owner.login(), mailbox, all));
      }
    }
    Map<AccountId, Optional<Account>> owners = new LinkedHashMap<>();
    for (Share share : shares(session)) {
      AccountId id = share.owner();
      if (id.equals(session.account().id()) || groups.contains(id)) {
        continue;
      }
      owners
          .computeIfAbsent(
              id, owner -> Optional.ofNullable(account(backend.directory().account(owner))))
          .ifPresent(owner -> {
            MailAccount mail = open(session, id);
            mail.mailbox(share.mailbox())
                .ifPresent(mailbox -> add(session, mail, owner.login(), mailbox, all));
          });
    }
    return counted(all);
  }

  /// Children are those that the client may know of.
  ///
  /// @param all it may know of
  static List<Located> counted(List<Located> all) {
    Set<String> parents = new HashSet<>();
    for (Located place : all) {
      String path = place.mailbox().path();
      for (int at = path.lastIndexOf(SEPARATOR); at > 0; at = path.lastIndexOf(SEPARATOR, at - 1)) {
        parents.add(path.substring(0, at));
      }
    }
    return all.stream()
        .map(place -> place.withChildren(parents.contains(place.mailbox().path())))
        .toList();
  }

  /// The same for one mailbox, of one's own or not.
  Located counted(Session session, Located place) {
    MailAccount mail = place.account();
    if (!place.mailbox().hasChildren() || mail.id().equals(session.account().id())) {
      return place;
    }
    String below = mail.mailbox(place.id()).map(Mailbox::path).orElse("") + SEPARATOR;
    return place.withChildren(
        mail.mailboxes().stream()
            .filter(one -> one.path().startsWith(below))
            .anyMatch(one -> rights(session, mail, one.id()).has(Right.LOOKUP)));
  }

  private void add(
      Session session, MailAccount mail, String login, Mailbox mailbox, List<Located> all) {
    Located place = located(session, mail, login, mailbox);
    if (place.rights().has(Right.LOOKUP)) {
      all.add(place);
    }
  }

  /// A mailbox of an account as the client knows it.
  Located located(Session session, MailAccount mail, String login, Mailbox mailbox) {
    String name = root() + SEPARATOR + login + SEPARATOR + mailbox.path();
    return new Located(mail, named(mailbox, name), rights(session, mail, mailbox.id()));
  }

  /// A mailbox by another name, without its role and subscription: those are its owner's.
  private static Mailbox named(Mailbox mailbox, String name) {
    return new Mailbox(
        mailbox.id(),
        mailbox.parent(),
        mailbox.name(),
        name,
        null,
        false,
        mailbox.hasChildren(),
        mailbox.status());
  }

  /// What a client may do with a mailbox of another account now. `anyone` is anyone of the tenant.
  AccessRights rights(Session session, MailAccount mail, MailboxId mailbox) {
    Acl acl = mail.acl(mailbox);
    boolean stranger =
        acl.concernsAnyone() && !session.isNeighbour(mail.id(), owner -> areNear(session, owner));
    return (stranger ? acl.ofNamed() : acl)
        .rights(session.account().id(), session.groups(), implied(session, mail.id()));
  }

  private boolean areNear(Session session, AccountId owner) {
    Account one = account(backend.directory().account(session.account().id()));
    Account other = account(backend.directory().account(owner));
    return one != null && other != null && backend.sessions().areOfOneTenant(one, other);
  }

  private static AccessRights implied(Session session, AccountId owner) {
    return session.groups().contains(owner) ? AccessRights.ALL : AccessRights.NONE;
  }

  /// An account, or null when there is none.
  ///
  /// @throws ReplyException when nobody can say now
  static @Nullable Account account(Answer<Account> answer) {
    return switch (answer) {
      case Answer.Found<Account>(var account) -> account;
      case Answer.Unknown<Account> _ -> null;
      case Answer.Unavailable<Account> _ ->
          throw ReplyException.no(Code.Simple.UNAVAILABLE, "Try again later");
    };
  }
}
