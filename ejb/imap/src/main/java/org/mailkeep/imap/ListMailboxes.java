package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Right;
import org.mailkeep.mailbox.Role;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Command;
import org.mailkeep.wire.imap.ListQuery;
import org.mailkeep.wire.imap.ListQuery.Return;
import org.mailkeep.wire.imap.ListQuery.Selection;
import org.mailkeep.wire.imap.Response;

/// LIST and LSUB (RFC 9051 §6.3.9, RFC 5258, RFC 5819, RFC 3501 §6.3.9).
final class ListMailboxes {
  private ListMailboxes() {}

  /// @param appendLimit octets of the largest message (RFC 7889)
  static Answer run(Session session, Command.ListMailboxes command, long appendLimit) {
    ListQuery query = command.query();
    if (!query.extended() && query.patterns().getFirst().isEmpty()) {
      Response root = new Response.Listed(List.of("\\Noselect"), Mailbox.SEPARATOR, "", List.of());
      return Answer.ok(List.of(root), "Listed");
    }
    List<Response> responses = new ArrayList<>();
    List<ListEntries.Entry> all = ListEntries.of(session).all();
    List<NamePattern> patterns =
        query.patterns().stream()
            .filter(pattern -> !pattern.isEmpty())
            .map(pattern -> NamePattern.of(query.reference(), pattern))
            .toList();
    Map<String, Below> below = below(query.select(), all, patterns);
    for (ListEntries.Entry entry : all) {
      if (matches(patterns, entry)
          && list(query, entry, below.getOrDefault(entry.path(), Below.NOTHING), responses)) {
        status(query, entry, appendLimit, responses);
      }
    }
    responses.addAll(session.selectedOrNull() == null ? List.of() : session.selected().catchUp());
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Listed")));
  }

  private static boolean matches(List<NamePattern> patterns, ListEntries.Entry entry) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(entry.path()));
  }

  private static void status(
      ListQuery query, ListEntries.Entry entry, long appendLimit, List<Response> responses) {
    Located place = entry.place();
    if (place == null) {
      return;
    }
    if (query.returns().contains(Return.MYRIGHTS)) {
      responses.add(MyRights.response(place));
    }
    if (!query.status().isEmpty() && place.rights().has(Right.READ)) {
      responses.add(Status.response(place, query.status(), appendLimit));
    }
  }

  /// What is chosen below a name.
  private enum Below {
    NOTHING,
    /// All of it is listed itself.
    LISTED,
    /// Some of it matches no pattern.
    UNLISTED
  }

  /// What is chosen below each name that has something chosen below it.
  private static Map<String, Below> below(
      Set<Selection> select, List<ListEntries.Entry> all, List<NamePattern> patterns) {
    if (!select.contains(Selection.RECURSIVEMATCH)) {
      return Map.of();
    }
    Map<String, Below> below = new HashMap<>();
    for (ListEntries.Entry entry : all) {
      if (chosen(select, entry)) {
        Below what = matches(patterns, entry) ? Below.LISTED : Below.UNLISTED;
        above(entry).forEach(name -> below.merge(name, what, (a, b) -> a.compareTo(b) > 0 ? a : b));
      }
    }
    return below;
  }

  /// The names of all levels above an entry.
  private static Stream<String> above(ListEntries.Entry entry) {
    return Stream.iterate(parent(entry.path()), name -> !name.isEmpty(), ListMailboxes::parent);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf(Mailbox.SEPARATOR)));
  }

  /// A name that is not chosen is listed for what is below it, unless that is listed itself (RFC
  /// 5258 §3.3, §3.5).
  ///
  /// @return whether the name is chosen
  private static boolean list(
      ListQuery query, ListEntries.Entry entry, Below below, List<Response> responses) {
    Set<Selection> select = query.select();
    boolean chosen = chosen(select, entry);
    if (!chosen && below != Below.UNLISTED) {
      return false;
    }
    boolean subscribed =
        query.returns().contains(Return.SUBSCRIBED) || select.contains(Selection.SUBSCRIBED);
    Response.Listed listed =
        ListEntries.listed(
            entry, subscribed, below == Below.NOTHING ? List.of() : childInfo(select));
    Located place = entry.place();
    boolean shut = place != null && !place.rights().has(Right.READ);
    responses.add(shut && !query.status().isEmpty() ? unselectable(listed) : listed);
    return chosen;
  }

  /// The selection that names below match (RFC 5258 §3.5).
  private static List<String> childInfo(Set<Selection> select) {
    List<String> options = new ArrayList<>(2);
    if (select.contains(Selection.SUBSCRIBED)) {
      options.add("SUBSCRIBED");
    }
    if (select.contains(Selection.SPECIAL_USE)) {
      options.add("SPECIAL-USE");
    }
    return options;
  }

  /// Its STATUS is asked for and cannot be told (RFC 5819 §2).
  private static Response.Listed unselectable(Response.Listed listed) {
    List<String> attributes = new ArrayList<>(listed.attributes());
    attributes.addFirst("\\Noselect");
    return new Response.Listed(
        attributes, listed.separator(), listed.mailbox(), listed.childInfo());
  }

  private static boolean chosen(Set<Selection> select, ListEntries.Entry entry) {
    Mailbox mailbox = entry.mailbox();
    if (select.contains(Selection.SUBSCRIBED) && !entry.subscribed()) {
      return false;
    }
    if (select.contains(Selection.SPECIAL_USE) && (mailbox == null || !special(mailbox))) {
      return false;
    }
    return mailbox != null || entry.level() || select.contains(Selection.SUBSCRIBED);
  }

  private static boolean special(Mailbox mailbox) {
    Role role = mailbox.role();
    return role != null && !role.attribute().isEmpty();
  }

  static Answer run(Session session, Command.Lsub command) {
    List<Response> responses = new ArrayList<>();
    List<ListEntries.Entry> all = ListEntries.of(session).all();
    NamePattern pattern = NamePattern.of(command.reference(), command.pattern());
    Set<String> levels =
        command.pattern().endsWith("%")
            ? all.stream()
                .filter(ListEntries.Entry::subscribed)
                .flatMap(ListMailboxes::above)
                .collect(Collectors.toSet())
            : Set.of();
    for (ListEntries.Entry entry : all) {
      if (!pattern.matches(entry.path())) {
        continue;
      }
      if (entry.subscribed()) {
        responses.add(new Response.Lsubbed(List.of(), Mailbox.SEPARATOR, entry.path()));
      } else if (levels.contains(entry.path())) {
        // a level above a subscribed name (RFC 3501 §6.3.9)
        responses.add(new Response.Lsubbed(List.of("\\Noselect"), Mailbox.SEPARATOR, entry.path()));
      }
    }
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Listed")));
  }
}
