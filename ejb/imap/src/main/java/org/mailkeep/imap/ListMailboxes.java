package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    for (ListEntries.Entry entry : all) {
      if (patterns.stream().anyMatch(pattern -> pattern.matches(entry.path()))) {
        if (list(query, entry, all, responses)) {
          status(query, entry, appendLimit, responses);
        }
      }
    }
    responses.addAll(session.selectedOrNull() == null ? List.of() : session.selected().catchUp());
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Listed")));
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

  /// @return whether the name is listed
  private static boolean list(
      ListQuery query,
      ListEntries.Entry entry,
      List<ListEntries.Entry> all,
      List<Response> responses) {
    Set<Selection> select = query.select();
    boolean chosen = chosen(select, entry);
    boolean below =
        select.contains(Selection.RECURSIVEMATCH) && chosenBelow(select, entry.path(), all);
    if (!chosen && !below) {
      return false;
    }
    boolean subscribed =
        query.returns().contains(Return.SUBSCRIBED) || select.contains(Selection.SUBSCRIBED);
    List<String> childInfo = below && select.contains(Selection.SUBSCRIBED) ? INFO : List.of();
    responses.add(ListEntries.listed(entry, subscribed, childInfo));
    return true;
  }

  private static final List<String> INFO = List.of("SUBSCRIBED");

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

  private static boolean chosenBelow(
      Set<Selection> select, String path, List<ListEntries.Entry> all) {
    String prefix = path + Mailbox.SEPARATOR;
    return all.stream().anyMatch(entry -> entry.path().startsWith(prefix) && chosen(select, entry));
  }

  static Answer run(Session session, Command.Lsub command) {
    List<Response> responses = new ArrayList<>();
    List<ListEntries.Entry> all = ListEntries.of(session).all();
    NamePattern pattern = NamePattern.of(command.reference(), command.pattern());
    boolean levels = command.pattern().endsWith("%");
    for (ListEntries.Entry entry : all) {
      if (!pattern.matches(entry.path())) {
        continue;
      }
      if (entry.subscribed()) {
        responses.add(new Response.Lsubbed(List.of(), Mailbox.SEPARATOR, entry.path()));
      } else if (levels && chosenBelow(Set.of(Selection.SUBSCRIBED), entry.path(), all)) {
        // a level above a subscribed name (RFC 3501 §6.3.9)
        responses.add(new Response.Lsubbed(List.of("\\Noselect"), Mailbox.SEPARATOR, entry.path()));
      }
    }
    return session.begin(
        new PagedAnswer(responses, new Answer.Tagged(Answer.Condition.OK, null, "Listed")));
  }
}
