package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names and places of an account's mailboxes: made anew only when these change, not with each
/// message. Doomed mailboxes are not in it.
final class MailboxTree {
  /// A chain of parents longer than this is broken data.
  private static final int DEPTH = 1_000;

  private final Map<Long, String> paths = new HashMap<>();
  private final Map<String, Long> ids = new HashMap<>();
  private final Set<Long> parents = new HashSet<>();
  private final List<Long> order = new ArrayList<>();

  MailboxTree(List<MailboxState> mailboxes) {
    Map<Long, MailboxState> byId = new HashMap<>();
    for (MailboxState mailbox : mailboxes) {
      if (!mailbox.doomed()) {
        byId.put(mailbox.id().value(), mailbox);
      }
    }
    for (MailboxState mailbox : byId.values()) {
      String path = path(mailbox, byId);
      paths.put(mailbox.id().value(), path);
      ids.put(key(path), mailbox.id().value());
      parents.add(mailbox.parent());
      order.add(mailbox.id().value());
    }
    order.sort(Comparator.comparing(this::sortKey));
  }

  private static String path(MailboxState mailbox, Map<Long, MailboxState> byId) {
    StringBuilder path = new StringBuilder(mailbox.name());
    MailboxState at = byId.get(mailbox.parent());
    for (int i = 0; at != null && i < DEPTH; i++) {
      path.insert(0, Mailbox.SEPARATOR).insert(0, at.name());
      at = byId.get(at.parent());
    }
    return path.toString();
  }

  /// The inbox and what is below it first; a parent before its children, whatever characters their
  /// names have.
  private String sortKey(long id) {
    String path = paths.getOrDefault(id, "");
    boolean inbox = path.equals(Mailbox.INBOX) || path.startsWith(Mailbox.INBOX + "/");
    return (inbox ? "0" : "1") + path.toLowerCase(Locale.ROOT).replace(Mailbox.SEPARATOR, '\u0001');
  }

  /// The form of a path under which it is found: only the inbox's name is without case.
  private static String key(String path) {
    int end = path.indexOf(Mailbox.SEPARATOR);
    String first = end < 0 ? path : path.substring(0, end);
    return first.equalsIgnoreCase(Mailbox.INBOX)
        ? Mailbox.INBOX + path.substring(first.length())
        : path;
  }

  @Nullable Long id(String path) {
    return ids.get(key(path));
  }

  String path(long id) {
    return paths.getOrDefault(id, "");
  }

  boolean hasChildren(long id) {
    return parents.contains(id);
  }

  /// All ids, parents first.
  List<Long> order() {
    return order;
  }
}
