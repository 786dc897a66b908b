package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.wire.imap.Watch.Event;
import org.mailkeep.wire.imap.Watch.Where;

/// Reads NOTIFY (RFC 5465 §8).
final class NotifySyntax {
  private final Where where;
  private final List<String> names;
  private final Set<Event> events = EnumSet.noneOf(Event.class);
  private final List<FetchItem> items = new ArrayList<>();
  private boolean unsupported;

  private NotifySyntax(Where where, List<String> names) {
    this.where = where;
    this.names = names;
  }

  // notify = "NOTIFY" SP (("SET" [SP "STATUS"] SP event-groups) / "NONE")
  static Command notify(Cursor in) throws SyntaxException, IOException {
    if (in.space().takeWord("NONE")) {
      return new Command.Notify(false, List.of());
    }
    if (!in.takeWord("SET")) {
      throw new SyntaxException("Expected SET or NONE");
    }
    boolean status = in.space().takeWord("STATUS");
    if (status) {
      in.space();
    }
    List<Watch> watches = new ArrayList<>();
    boolean unsupported = false;
    do {
      in.bounded(watches.size() + 1);
      NotifySyntax group = group(in);
      unsupported |= group.unsupported;
      watches.add(group.watch());
    } while (in.take(' '));
    if (watches.stream().filter(watch -> watch.where().isSelected()).count() > 1) {
      throw new SyntaxException("The selected mailbox is there twice");
    }
    if (unsupported) {
      List<String> all = Arrays.stream(Event.values()).map(Event::text).toList();
      in.end();
      throw new SyntaxException(
          Answer.Condition.NO, new Code.BadEvent(all), "There is no such event");
    }
    return new Command.Notify(status, watches);
  }

  // event-group = "(" filter-mailboxes SP events ")"
  private static NotifySyntax group(Cursor in) throws SyntaxException, IOException {
    in.expect('(');
    Where where = where(in.word());
    List<String> names = new ArrayList<>();
    if (where == Where.SUBTREE || where == Where.MAILBOXES) {
      if (in.space().peek() == '(') {
        in.list(name -> names.add(name.mailbox()));
      } else {
        names.add(in.mailbox());
      }
    }
    NotifySyntax group = new NotifySyntax(where, names);
    if (!in.space().takeWord("NONE")) {
      in.list(group::event);
    }
    in.expect(')');
    group.check();
    return group;
  }

  private static Where where(String word) throws SyntaxException {
    for (Where where : Where.values()) {
      if (where.name().replace('_', '-').equals(word)) {
        return where;
      }
    }
    throw new SyntaxException("Unknown mailbox filter");
  }

  // event = "MessageNew" [SP "(" fetch-att *(SP fetch-att) ")"] / "MessageExpunge" / …
  private void event(Cursor in) throws SyntaxException, IOException {
    String name = in.atom();
    for (Event event : Event.values()) {
      if (event.text().equalsIgnoreCase(name)) {
        events.add(event);
        if (event == Event.MESSAGE_NEW && in.take(" (")) {
          items(in);
        }
        return;
      }
    }
    unsupported = true;
  }

  private void items(Cursor in) throws SyntaxException, IOException {
    if (!where.isSelected()) {
      throw new SyntaxException("Only the selected mailbox tells of messages");
    }
    do {
      in.bounded(items.size() + 1);
      items.add(FetchSyntax.item(in));
    } while (in.take(' '));
    in.expect(')');
  }

  /// What RFC 5465 §5 and §6.1 ask of a group.
  private void check() throws SyntaxException {
    boolean both = events.contains(Event.MESSAGE_NEW) && events.contains(Event.MESSAGE_EXPUNGE);
    boolean messages = events.stream().anyMatch(Event::isOfMessages);
    if (messages && !both) {
      throw new SyntaxException("MessageNew and MessageExpunge come together");
    }
    if (where.isSelected() && events.stream().anyMatch(event -> !event.isOfMessages())) {
      throw new SyntaxException("The selected mailbox has events of messages only");
    }
  }

  private Watch watch() {
    return new Watch(where, names, events, items);
  }
}
