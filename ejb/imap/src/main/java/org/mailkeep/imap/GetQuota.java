package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.Right;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.Response;

/// GETQUOTA and GETQUOTAROOT (RFC 9208 §4.1). Each account is one quota root, named by its login
/// name; what others keep in its mailboxes counts there.
final class GetQuota {
  static final String STORAGE = "STORAGE";
  static final String MESSAGE = "MESSAGE";

  /// Octets of one unit of STORAGE (RFC 9208 §5.1).
  static final long UNIT = 1024;

  private final ImapBackend backend;

  GetQuota(ImapBackend backend) {
    this.backend = backend;
  }

  Answer run(Session session, Command.GetQuota command) {
    Optional<AccountId> account = account(session, command.root());
    return account
        .map(id -> Answer.ok(List.of(quota(command.root(), id)), "Told"))
        .orElseGet(() -> Answer.no(Code.Simple.NONEXISTENT, "No such quota root"));
  }

  /// The account of a root that the client may see: its own, or one of its groups'.
  private Optional<AccountId> account(Session session, String root) {
    Account account = SharedFolders.account(backend.directory().account(root));
    return Optional.ofNullable(account)
        .map(Account::id)
        .filter(id -> id.equals(session.account().id()) || session.groups().contains(id));
  }

  /// A mailbox of another account has a root for members alone.
  Answer ofMailbox(Session session, Command.GetQuotaRoot command) {
    Located place = session.located(command.mailbox()).need(Right.READ);
    AccountId id = place.account().id();
    Account account = SharedFolders.account(backend.directory().account(id));
    boolean member = id.equals(session.account().id()) || session.groups().contains(id);
    String path = place.mailbox().path();
    if (account == null || !member) {
      return Answer.ok(List.of(new Response.QuotaRoots(path, List.of())), "Told");
    }
    List<String> roots = List.of(account.login());
    return Answer.ok(
        List.of(new Response.QuotaRoots(path, roots), quota(account.login(), id)), "Told");
  }

  Response quota(String root, AccountId account) {
    Quota quota = backend.accounts().quota(account);
    List<Response.QuotaUse> uses = new ArrayList<>(2);
    if (quota.maxBytes() > 0) {
      long used = Math.ceilDiv(quota.bytes(), UNIT);
      uses.add(new Response.QuotaUse(STORAGE, used, quota.maxBytes() / UNIT));
    }
    if (quota.maxMessages() > 0) {
      uses.add(new Response.QuotaUse(MESSAGE, quota.messages(), quota.maxMessages()));
    }
    return new Response.Quota(root, uses);
  }
}
