package org.mailkeep.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.wire.imap.MailboxNames;

/// Folders of a Maildir and the mailboxes that they stand for. Maildir++ has all of them beside the
/// inbox: `.Work.2026` is `Work/2026`, names in modified UTF-7 (RFC 3501 §5.1.3); a dot in a name
/// is `\2e`, a backslash `\5c`. Folders in folders are read, too: `Work/2026`.
final class MaildirFolder {
  private MaildirFolder() {}

  /// The folder of a mailbox, without a slash at its end; `.` for the inbox.
  static String of(String path) {
    if (path.equals(Mailbox.INBOX)) {
      return ".";
    }
    return Arrays.stream(path.split("/", -1))
        .map(name -> MailboxNames.encoded(name).replace("\\", "\\5c").replace(".", "\\2e"))
        .collect(Collectors.joining(".", "./.", ""));
  }

  /// The path of the mailbox of a folder.
  ///
  /// @param folders from the Maildir's own folder on
  /// @return empty for one that no mailbox can have
  static Optional<String> path(List<String> folders) {
    List<String> names = new ArrayList<>();
    for (String folder : folders) {
      if (folder.equals("..")) {
        return Optional.empty();
      }
      boolean plus = folder.startsWith(".");
      for (String name : plus ? folder.substring(1).split("\\.", -1) : new String[] {folder}) {
        String plain = name.replace("\\2e", ".").replace("\\5c", "\\");
        if (plain.isEmpty()) {
          return Optional.empty();
        }
        names.add(MailboxNames.decoded(plain).orElse(plain));
      }
    }
    return Optional.of(names.isEmpty() ? Mailbox.INBOX : String.join("/", names));
  }
}
