package org.mailkeep.wire.imap;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.SearchKey.Relation;

/// Reads SEARCH (RFC 9051 §6.4.4, RFC 3501 §6.4.4).
final class SearchSyntax {
  private static final long LAST_UID = 0xFFFF_FFFFL;

  /// Reads what stands behind a key's name.
  @FunctionalInterface
  private interface Key {
    SearchKey read(SearchSyntax syntax) throws SyntaxException, IOException;
  }

  private static final Map<String, Key> KEYS =
      Map.ofEntries(
          entry("ALL", _ -> new SearchKey.All()),
          entry("SAVEDATESUPPORTED", _ -> new SearchKey.All()),
          entry("ANSWERED", _ -> has(Flags.ANSWERED)),
          entry("DELETED", _ -> has(Flags.DELETED)),
          entry("DRAFT", _ -> has(Flags.DRAFT)),
          entry("FLAGGED", _ -> has(Flags.FLAGGED)),
          entry("SEEN", _ -> has(Flags.SEEN)),
          entry("RECENT", _ -> has(Flags.RECENT)),
          entry("UNANSWERED", _ -> not(has(Flags.ANSWERED))),
          entry("UNDELETED", _ -> not(has(Flags.DELETED))),
          entry("UNDRAFT", _ -> not(has(Flags.DRAFT))),
          entry("UNFLAGGED", _ -> not(has(Flags.FLAGGED))),
          entry("UNSEEN", _ -> not(has(Flags.SEEN))),
          entry("OLD", _ -> not(has(Flags.RECENT))),
          entry("NEW", _ -> and(List.of(has(Flags.RECENT), not(has(Flags.SEEN))))),
          entry("KEYWORD", key -> new SearchKey.HasKeyword(key.in.space().atom())),
          entry("UNKEYWORD", key -> not(new SearchKey.HasKeyword(key.in.space().atom()))),
          entry("BCC", key -> key.field("BCC")),
          entry("CC", key -> key.field("CC")),
          entry("FROM", key -> key.field("FROM")),
          entry("SUBJECT", key -> key.field("SUBJECT")),
          entry("TO", key -> key.field("TO")),
          entry("HEADER", key -> key.field(key.string())),
          entry("BODY", key -> new SearchKey.Body(key.string())),
          entry("TEXT", key -> new SearchKey.Text(key.string())),
          entry("BEFORE", key -> new SearchKey.Received(Relation.BEFORE, key.date())),
          entry("ON", key -> new SearchKey.Received(Relation.ON, key.date())),
          entry("SINCE", key -> new SearchKey.Received(Relation.SINCE, key.date())),
          entry("SENTBEFORE", key -> new SearchKey.Sent(Relation.BEFORE, key.date())),
          entry("SENTON", key -> new SearchKey.Sent(Relation.ON, key.date())),
          entry("SENTSINCE", key -> new SearchKey.Sent(Relation.SINCE, key.date())),
          entry("SAVEDBEFORE", key -> new SearchKey.Saved(Relation.BEFORE, key.date())),
          entry("SAVEDON", key -> new SearchKey.Saved(Relation.ON, key.date())),
          entry("SAVEDSINCE", key -> new SearchKey.Saved(Relation.SINCE, key.date())),
          entry("LARGER", key -> new SearchKey.Larger(key.in.space().number64())),
          entry("SMALLER", key -> new SearchKey.Smaller(key.in.space().number64())),
          entry("YOUNGER", key -> new SearchKey.Younger(key.in.space().positive())),
          entry("OLDER", key -> new SearchKey.Older(key.in.space().positive())),
          entry("UID", key -> new SearchKey.Uid(SequenceSyntax.sequenceSet(key.in.space()))),
          entry("UIDAFTER", key -> uids(key.in.space().positive() + 1, LAST_UID)),
          entry("UIDBEFORE", key -> uids(1, key.in.space().positive() - 1)),
          entry("MODSEQ", SearchSyntax::modSeq),
          entry("EMAILID", key -> new SearchKey.EmailId(key.in.space().atom())),
          entry("THREADID", key -> new SearchKey.ThreadId(key.in.space().atom())),
          entry("NOT", key -> not(key.deeper())),
          entry("OR", SearchSyntax::or));

  private final Cursor in;
  private Charset charset = StandardCharsets.UTF_8;
  private boolean named;

  private SearchSyntax(Cursor in) {
    this.in = in;
  }

  /// Names of keys.
  static Set<String> keys() {
    return KEYS.keySet();
  }

  // search = "SEARCH" [SP "RETURN" SP "(" … ")"] SP [charset SP] search-key *(SP search-key)
  static Command search(Cursor in, Numbering by) throws SyntaxException, IOException {
    SearchReturns returns = returns(in.space());
    SearchSyntax syntax = new SearchSyntax(in);
    String charset = syntax.charset();
    return new Command.Search(by, returns, charset, syntax.program());
  }

  // "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")" SP, when it is there
  static SearchReturns returns(Cursor in) throws SyntaxException, IOException {
    if (!in.takeWord("RETURN")) {
      return SearchReturns.PLAIN;
    }
    Set<SearchReturn> items = EnumSet.noneOf(SearchReturn.class);
    PartialRange[] partial = new PartialRange[1];
    in.space()
        .listOrNone(option -> {
          if (!option.takeWord("PARTIAL")) {
            items.add(returned(option.word()));
          } else if (partial[0] == null) {
            partial[0] = partialRange(option.space());
          } else {
            throw new SyntaxException("PARTIAL comes once"); // RFC 9394 §3.1
          }
        });
    in.space();
    if (partial[0] != null && items.contains(SearchReturn.ALL)) {
      throw new SyntaxException("PARTIAL and ALL exclude each other"); // RFC 9394 §3.1
    }
    if (partial[0] == null && items.isEmpty()) {
      items.add(SearchReturn.ALL);
    }
    return new SearchReturns(true, items, partial[0]);
  }

  // partial-range = nz-number ":" nz-number / "-" nz-number ":" "-" nz-number   RFC 9394 §4
  static PartialRange partialRange(Cursor in) throws SyntaxException {
    boolean fromEnd = in.take('-');
    long one = in.positive();
    in.expect(':');
    if (fromEnd) {
      in.expect('-');
    }
    long other = in.positive();
    return new PartialRange(fromEnd, Math.min(one, other), Math.max(one, other));
  }

  /// What SORT and THREAD look for.
  record Criteria(String charset, SearchKey key) {}

  // search-criteria = charset 1*(SP search-key)   RFC 5256 §5
  static Criteria withCharset(Cursor in) throws SyntaxException, IOException {
    SearchSyntax syntax = new SearchSyntax(in);
    String charset = syntax.charsetName();
    return new Criteria(charset, syntax.program());
  }

  private SearchKey program() throws SyntaxException, IOException {
    List<SearchKey> keys = new ArrayList<>();
    do {
      in.bounded(keys.size() + 1);
      keys.add(key());
    } while (in.take(' '));
    return and(keys);
  }

  private static SearchKey and(List<SearchKey> keys) {
    return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
  }

  private static SearchReturn returned(String word) throws SyntaxException {
    return switch (word) {
      case "MIN" -> SearchReturn.MIN;
      case "MAX" -> SearchReturn.MAX;
      case "ALL" -> SearchReturn.ALL;
      case "COUNT" -> SearchReturn.COUNT;
      case "SAVE" -> SearchReturn.SAVE;
      default -> throw new SyntaxException("Unknown return option");
    };
  }

  // charset = "CHARSET" SP (atom / quoted)
  private @Nullable String charset() throws SyntaxException, IOException {
    if (!in.takeWord("CHARSET")) {
      return null;
    }
    in.space();
    return charsetName();
  }

  private String charsetName() throws SyntaxException, IOException {
    String name = Cursor.decode(in.astring(), StandardCharsets.UTF_8);
    in.space();
    named = true;
    try {
      charset = Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      charset = StandardCharsets.ISO_8859_1; // any octets; whoever carries it out says NO
    }
    return name;
  }

  // search-key = "ALL" / "ANSWERED" / … / sequence-set / "(" search-key *(SP search-key) ")"
  private SearchKey key() throws SyntaxException, IOException {
    int c = in.peek();
    if (c == '(') {
      List<SearchKey> keys = new ArrayList<>();
      in.list(_ -> keys.add(key()));
      return and(keys);
    }
    if (c == '*' || c == '$' || (c >= '0' && c <= '9')) {
      return new SearchKey.Sequence(SequenceSyntax.sequenceSet(in));
    }
    Key key = KEYS.get(in.word());
    if (key == null) {
      throw new SyntaxException("Unknown search key");
    }
    return key.read(this);
  }

  private static SearchKey has(int flag) {
    return new SearchKey.HasFlag(flag);
  }

  private static SearchKey not(SearchKey key) {
    return new SearchKey.Not(key);
  }

  // "HEADER" SP header-fld-name SP astring, and those whose names are keys
  private SearchKey field(String name) throws SyntaxException, IOException {
    return new SearchKey.Header(name, string());
  }

  /// UIDs from one to another, RFC 9738 §3.2.
  private static SearchKey uids(long first, long last) {
    return first <= last
        ? new SearchKey.Uid(SequenceSet.of(first, last))
        : not(new SearchKey.All());
  }

  private SearchKey deeper() throws SyntaxException, IOException {
    in.space().enter();
    SearchKey key = key();
    in.leave();
    return key;
  }

  // "OR" SP search-key SP search-key
  private SearchKey or() throws SyntaxException, IOException {
    SearchKey left = deeper();
    return new SearchKey.Or(left, deeper());
  }

  // "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer   RFC 7162 §7
  private SearchKey modSeq() throws SyntaxException, IOException {
    if (in.space().peek() == '"') {
      in.string();
      in.space().atom();
      in.space();
    }
    return new SearchKey.ModSeq(in.number64());
  }

  private String string() throws SyntaxException, IOException {
    byte[] octets = in.space().astring();
    if (named) {
      return Cursor.decode(octets, charset);
    }
    try {
      return Cursor.decode(octets, StandardCharsets.UTF_8);
    } catch (SyntaxException _) {
      // QUIRK: once UTF-8 is enabled, Angus Mail (JavaMail) sends what it looks for in ISO 8859-1
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }

  // date = date-text / DQUOTE date-text DQUOTE; date-text = date-day "-" date-month "-" date-year
  private LocalDate date() throws SyntaxException {
    boolean quoted = in.space().take('"');
    int day = in.digits(1);
    if (in.peek() != '-') {
      day = day * 10 + in.digits(1);
    }
    int month = in.expect('-').month();
    int year = in.expect('-').digits(4);
    if (quoted) {
      in.expect('"');
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new SyntaxException("Invalid date");
    }
  }
}
