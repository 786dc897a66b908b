package org.mailkeep.transfer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.wire.imap.ImapDownload;

/// Subscribes here what is subscribed on another server. A mailbox that was here before stays as
/// its owner has it. For one thread.
///
/// @param there names as the server writes them; empty when it does not tell, and all are
/// @param before paths of the mailboxes that were here
record Subscriptions(MailAccount account, Optional<Set<String>> there, Set<String> before) {

  /// Asks the other server.
  static Subscriptions of(MailAccount account, ImapDownload download) throws IOException {
    Set<String> before =
        account.mailboxes().stream().map(Mailbox::path).collect(Collectors.toSet());
    return new Subscriptions(account, told(download), before);
  }

  private static Optional<Set<String>> told(ImapDownload download) throws IOException {
    try {
      Set<String> names = new HashSet<>();
      download.subscribed().forEach(mailbox -> names.add(mailbox.name()));
      return Optional.of(names);
    } catch (ImapDownload.Refused _) {
      return Optional.empty();
    }
  }

  /// @param name of the mailbox as the server writes it
  /// @param path of the one here that its messages go to
  void takeOver(String name, String path) {
    if (!before.contains(path) && there.map(names -> names.contains(name)).orElse(true)) {
      account.subscribe(path);
    }
  }
}
