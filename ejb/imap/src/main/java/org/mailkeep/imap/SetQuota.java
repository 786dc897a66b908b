package org.mailkeep.imap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.auth.Permission;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Change;
import org.mailkeep.kernel.Actor;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// SETQUOTA (RFC 9208 §4.1.3, §3.1.2), for administrators: the quota of any account. A resource
/// that is not named has no limit afterwards. The audit trail tells of it as of any change of an
/// account.
final class SetQuota {
  private static final Set<String> RESOURCES = Set.of(GetQuota.STORAGE, GetQuota.MESSAGE);

  private final ImapBackend backend;
  private final GetQuota quotas;

  SetQuota(ImapBackend backend, GetQuota quotas) {
    this.backend = backend;
    this.quotas = quotas;
  }

  Answer run(Session session, Command.SetQuota command) {
    if (!session.may(Permission.CROSS_TENANT)) {
      return ImapPermissions.refusal(Permission.CROSS_TENANT); // roots are not of one tenant
    }
    if (!RESOURCES.containsAll(command.limits().keySet())) {
      return Answer.no(Code.Simple.CANNOT, "No such resource");
    }
    if (command.limits().containsValue(0L)) {
      return Answer.no(Code.Simple.CANNOT, "A limit of 0, which allows nothing, cannot be kept");
    }
    Account account = SharedFolders.account(backend.directory().account(command.root()));
    if (account == null) {
      return Answer.no(Code.Simple.NONEXISTENT, "No such quota root");
    }
    Account.Quota quota = quota(command.limits());
    Change<?> change =
        actor(session)
            .does(() -> backend.quotas().of(account.id(), draft -> draft.withQuota(quota)));
    return switch (change) {
      case Change.Done<?> _ ->
          Answer.ok(List.of(quotas.quota(command.root(), account.id())), "Quota set");
      case Change.Unknown<?> _ -> Answer.no(Code.Simple.NONEXISTENT, "No such quota root");
      case Change.Unavailable<?> _ -> Answer.no(Code.Simple.UNAVAILABLE, "Try again later");
      case Change.KeptElsewhere<?>(var directory) ->
          Answer.no(Code.Simple.CANNOT, "The quota is kept in the directory " + directory);
      case Change.Impossible<?> _, Change.InUse<?> _, Change.NoSuchDomain<?> _, Change.Taken<?> _ ->
          Answer.no(Code.Simple.CANNOT, "The quota is not kept here");
    };
  }

  private Actor actor(Session session) {
    Account who = SharedFolders.account(backend.directory().account(session.account().id()));
    String name = who == null ? session.account().id().toString() : who.login();
    return new Actor(name, "imap", session.wire().peer().address().getHostAddress());
  }

  private static Account.Quota quota(Map<String, Long> limits) {
    long units = limits.getOrDefault(GetQuota.STORAGE, Long.MAX_VALUE);
    long bytes = units > Long.MAX_VALUE / GetQuota.UNIT ? Long.MAX_VALUE : units * GetQuota.UNIT;
    return new Account.Quota(bytes, limits.getOrDefault(GetQuota.MESSAGE, Long.MAX_VALUE));
  }
}
