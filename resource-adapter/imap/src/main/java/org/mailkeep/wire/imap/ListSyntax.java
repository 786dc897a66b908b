package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.wire.imap.ListQuery.Return;
import org.mailkeep.wire.imap.ListQuery.Selection;

/// Reads LIST with its extended syntax (RFC 9051 §6.3.9, RFC 5258 §6, RFC 5819 §4).
final class ListSyntax {
  private ListSyntax() {}

  // list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
  static Command list(Cursor in) throws SyntaxException, IOException {
    Set<Selection> select = EnumSet.noneOf(Selection.class);
    boolean extended = in.space().peek() == '(';
    if (extended) {
      in.listOrNone(option -> select.add(selection(option.word())));
      in.space();
      checked(select);
    }
    String reference = in.mailbox();
    List<String> patterns = new ArrayList<>();
    if (in.space().peek() == '(') {
      extended = true;
      in.list(pattern -> patterns.add(pattern.pattern()));
    } else {
      patterns.add(in.pattern());
    }
    Set<Return> returns = EnumSet.noneOf(Return.class);
    List<StatusItem> status = new ArrayList<>();
    if (in.take(" RETURN")) {
      extended = true;
      in.space().listOrNone(option -> returned(option, returns, status));
    }
    return new Command.ListMailboxes(
        new ListQuery(extended, select, reference, patterns, returns, status));
  }

  private static void checked(Set<Selection> select) throws SyntaxException {
    boolean base = select.contains(Selection.SUBSCRIBED) || select.contains(Selection.SPECIAL_USE);
    if (select.contains(Selection.RECURSIVEMATCH) && !base) {
      throw new SyntaxException("RECURSIVEMATCH needs another selection option"); // RFC 5258 §3.2
    }
  }

  private static Selection selection(String word) throws SyntaxException {
    return switch (word) {
      case "SUBSCRIBED" -> Selection.SUBSCRIBED;
      case "REMOTE" -> Selection.REMOTE;
      case "RECURSIVEMATCH" -> Selection.RECURSIVEMATCH;
      case "SPECIAL-USE" -> Selection.SPECIAL_USE;
      default -> throw new SyntaxException("Unknown selection option");
    };
  }

  private static void returned(Cursor in, Set<Return> returns, List<StatusItem> status)
      throws SyntaxException, IOException {
    switch (in.word()) {
      case "SUBSCRIBED" -> returns.add(Return.SUBSCRIBED);
      case "CHILDREN" -> returns.add(Return.CHILDREN);
      case "SPECIAL-USE" -> returns.add(Return.SPECIAL_USE);
      case "MYRIGHTS" -> returns.add(Return.MYRIGHTS);
      case "STATUS" -> status.addAll(MailboxSyntax.statusItems(in.space()));
      default -> throw new SyntaxException("Unknown return option");
    }
  }
}
