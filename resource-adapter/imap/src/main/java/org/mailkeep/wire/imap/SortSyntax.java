package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.Threading;
import org.mailkeep.wire.imap.SortKey.Criterion;

/// Reads SORT and THREAD (RFC 5256 §5, RFC 5267 §3, RFC 5957 §5).
final class SortSyntax {
  private SortSyntax() {}

  // sort = "SORT" [SP "RETURN" SP "(" … ")"] SP sort-criteria SP search-criteria
  static Command sort(Cursor in, Numbering by) throws SyntaxException, IOException {
    SearchReturns returns = SearchSyntax.returns(in.space());
    List<SortKey> order = new ArrayList<>();
    in.list(key -> order.add(key(key)));
    SearchSyntax.Criteria criteria = SearchSyntax.withCharset(in.space());
    return new Command.Sort(by, returns, order, criteria.charset(), criteria.key());
  }

  // sort-criterion = ["REVERSE" SP] sort-key
  private static SortKey key(Cursor in) throws SyntaxException {
    boolean reverse = in.takeWord("REVERSE");
    if (reverse) {
      in.space();
    }
    return new SortKey(criterion(in.word()), reverse);
  }

  private static Criterion criterion(String word) throws SyntaxException {
    return switch (word) {
      case "ARRIVAL" -> Criterion.ARRIVAL;
      case "CC" -> Criterion.CC;
      case "DATE" -> Criterion.DATE;
      case "DISPLAYFROM" -> Criterion.DISPLAYFROM;
      case "DISPLAYTO" -> Criterion.DISPLAYTO;
      case "FROM" -> Criterion.FROM;
      case "SIZE" -> Criterion.SIZE;
      case "SUBJECT" -> Criterion.SUBJECT;
      case "TO" -> Criterion.TO;
      default -> throw new SyntaxException("Unknown sort criterion");
    };
  }

  // thread = "THREAD" SP thread-alg SP search-criteria
  static Command thread(Cursor in, Numbering by) throws SyntaxException, IOException {
    Threading algorithm =
        switch (in.space().word()) {
          case "ORDEREDSUBJECT" -> Threading.ORDEREDSUBJECT;
          case "REFERENCES" -> Threading.REFERENCES;
          default -> throw new SyntaxException("Unknown thread algorithm");
        };
    SearchSyntax.Criteria criteria = SearchSyntax.withCharset(in.space());
    return new Command.ThreadMessages(by, algorithm, criteria.charset(), criteria.key());
  }
}
