package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.mailbox.AccessRights;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailboxLimits;
import org.mailkeep.mailbox.SystemFlag;

/// Flags between the wire and the mailbox.
final class FlagNames {
  /// What a client may set and keep, besides new keywords: told by SELECT.
  static final org.mailkeep.wire.imap.Flags PERMANENT =
      new org.mailkeep.wire.imap.Flags(
          org.mailkeep.wire.imap.Flags.RECENT - 1,
          List.of("$Forwarded", "$MDNSent", "$Junk", "$NotJunk", "$Phishing"));

  private static final org.mailkeep.wire.imap.Flags[] SYSTEM_ONLY = systemOnly();

  private FlagNames() {}

  private static org.mailkeep.wire.imap.Flags[] systemOnly() {
    org.mailkeep.wire.imap.Flags[] all = new org.mailkeep.wire.imap.Flags[64];
    for (int bits = 0; bits < all.length; bits++) {
      all[bits] = new org.mailkeep.wire.imap.Flags(bits, List.of());
    }
    return all;
  }

  /// [#PERMANENT] and the keywords that a mailbox has.
  static org.mailkeep.wire.imap.Flags with(List<String> keywords) {
    List<String> all = new ArrayList<>(PERMANENT.keywords());
    for (String keyword : keywords) {
      if (PERMANENT.keywords().stream().noneMatch(keyword::equalsIgnoreCase)) {
        all.add(keyword);
      }
    }
    return all.size() == PERMANENT.keywords().size()
        ? PERMANENT
        : new org.mailkeep.wire.imap.Flags(org.mailkeep.wire.imap.Flags.RECENT - 1, all);
  }

  /// Those that somebody with these rights may change.
  static org.mailkeep.wire.imap.Flags kept(
      org.mailkeep.wire.imap.Flags flags, AccessRights rights) {
    return rights.changesAllFlags()
        ? flags
        : wire(rights.change(Flags.NONE, mailbox(flags)), false);
  }

  /// What a client hears that wants more keywords.
  static String most(MailboxLimits limits) {
    return "A message has at most %d keywords of at most %d characters"
        .formatted(limits.keywords(), limits.keywordLength());
  }

  private static int bit(SystemFlag flag) {
    return switch (flag) {
      case SEEN -> org.mailkeep.wire.imap.Flags.SEEN;
      case ANSWERED -> org.mailkeep.wire.imap.Flags.ANSWERED;
      case FLAGGED -> org.mailkeep.wire.imap.Flags.FLAGGED;
      case DRAFT -> org.mailkeep.wire.imap.Flags.DRAFT;
      case DELETED -> org.mailkeep.wire.imap.Flags.DELETED;
    };
  }

  private static final SystemFlag[] FLAGS = SystemFlag.values();

  /// As the client sees them.
  static org.mailkeep.wire.imap.Flags wire(Flags flags, boolean recent) {
    int bits = recent ? org.mailkeep.wire.imap.Flags.RECENT : 0;
    for (SystemFlag flag : FLAGS) {
      if (flags.has(flag)) {
        bits |= bit(flag);
      }
    }
    return flags.keywords().isEmpty()
        ? SYSTEM_ONLY[bits]
        : new org.mailkeep.wire.imap.Flags(bits, flags.keywords());
  }

  /// As the mailbox keeps them.
  static Flags mailbox(org.mailkeep.wire.imap.Flags flags) {
    Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
    for (SystemFlag flag : FLAGS) {
      if (flags.has(bit(flag))) {
        system.add(flag);
      }
    }
    return Flags.of(system, flags.keywords());
  }

  /// The flag that a constant of the wire's flags means; not \Recent.
  static SystemFlag flag(int bits) {
    for (SystemFlag flag : FLAGS) {
      if (bit(flag) == bits) {
        return flag;
      }
    }
    throw new IllegalArgumentException("not a flag: " + bits);
  }
}
