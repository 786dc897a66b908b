package org.mailkeep.imap;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.mailbox.Grantee;
import org.mailkeep.wire.imap.Code;

/// Identifiers of access control lists (RFC 4314 §2): login names, those of groups with a dollar
/// sign in front, and `anyone`; each with a dash in front for rights that are taken away.
final class Identifiers {
  private static final String ANYONE = "anyone";

  private final Directory directory;

  Identifiers(Directory directory) {
    this.directory = directory;
  }

  /// Whom an identifier means.
  ///
  /// @throws ReplyException when there is nobody of that name
  Grantee grantee(String identifier) {
    boolean negative = identifier.startsWith("-");
    String name = negative ? identifier.substring(1) : identifier;
    if (name.toLowerCase(Locale.ROOT).equals(ANYONE)) {
      return new Grantee(null, negative);
    }
    Account account =
        SharedFolders.account(directory.account(name.startsWith("$") ? name.substring(1) : name));
    if (account == null) {
      throw ReplyException.no(Code.Simple.NONEXISTENT, "Nobody has that name");
    }
    return new Grantee(account.id(), negative);
  }

  /// What a grantee is called, or null when they are gone.
  @Nullable String text(Grantee grantee) {
    AccountId who = grantee.who();
    String name = who == null ? ANYONE : name(who);
    return name == null || !grantee.negative() ? name : "-" + name;
  }

  private @Nullable String name(AccountId who) {
    Account account = SharedFolders.account(directory.account(who));
    if (account == null) {
      return null;
    }
    Address address = account.address();
    boolean group = address != null && directory.expand(address) instanceof Answer.Found<?>;
    return group ? "$" + account.login() : account.login();
  }
}
