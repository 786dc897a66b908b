package org.mailkeep.mailbox;

import java.util.List;

/// What an account's mailboxes may be.
///
/// @param depth names in a path
/// @param nameLength octets of one name in UTF-8
/// @param mailboxes in an account, and as many subscriptions
/// @param keywords of a message
/// @param keywordLength characters of a keyword
/// @param keepsDeleted whether deleted messages can be restored for a while
public record MailboxLimits(
    int depth,
    int nameLength,
    int mailboxes,
    int keywords,
    int keywordLength,
    boolean keepsDeleted) {
  /// The limits when nothing is configured.
  public static final MailboxLimits DEFAULT = new MailboxLimits(10, 255, 10_000, 64, 128, false);

  public MailboxLimits {
    if (depth < 1 || nameLength < 1 || mailboxes < 10 || keywords < 1 || keywordLength < 16) {
      throw new IllegalArgumentException("limits too small");
    }
  }

  /// Whether a message may have these flags.
  public boolean accepts(Flags flags) {
    return flags.keywords().size() <= keywords
        && flags.keywords().stream().allMatch(word -> word.length() <= keywordLength);
  }

  /// Whether the flags of a message may become others. What it has may stay, even when it came
  /// under wider limits.
  boolean accepts(Flags before, Flags after) {
    return accepts(after) || after.keywords().stream().allMatch(before::hasKeyword);
  }

  /// The flags without the keywords that are too long, and of the others the first ones.
  Flags fitting(Flags flags) {
    if (accepts(flags)) {
      return flags;
    }
    List<String> words =
        flags.keywords().stream()
            .filter(word -> word.length() <= keywordLength)
            .limit(keywords)
            .toList();
    return Flags.of(flags.systemBits(), words);
  }
}
