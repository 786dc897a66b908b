package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;

/// A part of a message, as a BODY lists it (RFC 9051 §6.4.5.1).
///
/// @param number such as `2.1`
record Section(String number, boolean isMessage, boolean isLeaf) {
  /// All that a BODY lists.
  static List<Section> in(Value body) {
    List<Section> sections = new ArrayList<>();
    if (body instanceof Group group) {
      add(sections, group, "", true);
    }
    return sections;
  }

  private static void add(List<Section> to, Group body, String number, boolean message) {
    if (isMultipart(body)) {
      if (!message) {
        to.add(new Section(number, false, false));
      }
      int child = 0;
      for (Value value : body.values()) {
        if (value instanceof Group part) {
          add(to, part, number(number, ++child), false);
        } else {
          break;
        }
      }
      return;
    }
    String own = message ? number(number, 1) : number;
    boolean holds = body.values().size() > 9 && body.values().get(8) instanceof Group;
    to.add(new Section(own, holds, !holds));
    if (holds && body.values().get(8) instanceof Group inner) {
      add(to, inner, own, true);
    }
  }

  private static String number(String above, int number) {
    return above.isEmpty() ? "" + number : above + "." + number;
  }

  private static boolean isMultipart(Group body) {
    return body.values().isEmpty() || !(body.values().getFirst() instanceof Text);
  }

  /// What to fetch of it.
  String items() {
    String items =
        "(BODY.PEEK[%1$s] BODY.PEEK[%1$s.MIME] BODY.PEEK[%1$s]<1.9> BODY.PEEK[%1$s]<5000.9>";
    if (isMessage) {
      items +=
          " BODY.PEEK[%1$s.HEADER] BODY.PEEK[%1$s.TEXT]"
              + " BODY.PEEK[%1$s.HEADER.FIELDS (FROM SUBJECT)]"
              + " BODY.PEEK[%1$s.HEADER.FIELDS.NOT (FROM SUBJECT)]";
    }
    return items.formatted(number) + ")";
  }
}
