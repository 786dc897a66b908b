package org.mailkeep.wire.imap;

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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.imap.Command.Numbering;
import org.mailkeep.wire.imap.Command.SearchReturn;
import org.mailkeep.wire.imap.SearchKey.Relation;

/// Reads SEARCH (RFC 9051 §6.4.4, RFC 3501 §6.4.4).
final class SearchSyntax {
  private static final long LAST_UID = 0xFFFF_FFFFL;

  private final Cursor in;
  private Charset charset = StandardCharsets.UTF_8;
  private boolean named;

  private SearchSyntax(Cursor in) {
    this.in = in;
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
    String word = in.word();
    SearchKey flag = flag(word);
    return flag != null ? flag : withArgument(word);
  }

  private static @Nullable SearchKey flag(String word) {
    return switch (word) {
      case "ALL", "SAVEDATESUPPORTED" -> new SearchKey.All();
      case "ANSWERED" -> has(Flags.ANSWERED);
      case "DELETED" -> has(Flags.DELETED);
      case "DRAFT" -> has(Flags.DRAFT);
      case "FLAGGED" -> has(Flags.FLAGGED);
      case "SEEN" -> has(Flags.SEEN);
      case "RECENT" -> has(Flags.RECENT);
      case "UNANSWERED" -> not(has(Flags.ANSWERED));
      case "UNDELETED" -> not(has(Flags.DELETED));
      case "UNDRAFT" -> not(has(Flags.DRAFT));
      case "UNFLAGGED" -> not(has(Flags.FLAGGED));
      case "UNSEEN" -> not(has(Flags.SEEN));
      case "OLD" -> not(has(Flags.RECENT));
      case "NEW" -> new SearchKey.And(List.of(has(Flags.RECENT), not(has(Flags.SEEN))));
      default -> null;
    };
  }

  private static SearchKey has(int flag) {
    return new SearchKey.HasFlag(flag);
  }

  private static SearchKey not(SearchKey key) {
    return new SearchKey.Not(key);
  }

  private SearchKey withArgument(String word) throws SyntaxException, IOException {
    return switch (word) {
      case "KEYWORD" -> new SearchKey.HasKeyword(in.space().atom());
      case "UNKEYWORD" -> not(new SearchKey.HasKeyword(in.space().atom()));
      case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(word, string());
      case "HEADER" -> header();
      case "BODY" -> new SearchKey.Body(string());
      case "TEXT" -> new SearchKey.Text(string());
      case "BEFORE" -> new SearchKey.Received(Relation.BEFORE, date());
      case "ON" -> new SearchKey.Received(Relation.ON, date());
      case "SINCE" -> new SearchKey.Received(Relation.SINCE, date());
      case "SENTBEFORE" -> new SearchKey.Sent(Relation.BEFORE, date());
      case "SENTON" -> new SearchKey.Sent(Relation.ON, date());
      case "SENTSINCE" -> new SearchKey.Sent(Relation.SINCE, date());
      case "SAVEDBEFORE" -> new SearchKey.Saved(Relation.BEFORE, date());
      case "SAVEDON" -> new SearchKey.Saved(Relation.ON, date());
      case "SAVEDSINCE" -> new SearchKey.Saved(Relation.SINCE, date());
      case "LARGER" -> new SearchKey.Larger(in.space().number64());
      case "SMALLER" -> new SearchKey.Smaller(in.space().number64());
      case "YOUNGER" -> new SearchKey.Younger(in.space().positive());
      case "OLDER" -> new SearchKey.Older(in.space().positive());
      case "UID" -> new SearchKey.Uid(SequenceSyntax.sequenceSet(in.space()));
      case "UIDAFTER" -> uids(in.space().positive() + 1, LAST_UID);
      case "UIDBEFORE" -> uids(1, in.space().positive() - 1);
      case "MODSEQ" -> modSeq();
      case "EMAILID" -> new SearchKey.EmailId(in.space().atom());
      case "THREADID" -> new SearchKey.ThreadId(in.space().atom());
      case "NOT" -> not(deeper());
      case "OR" -> or();
      default -> throw new SyntaxException("Unknown search key");
    };
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

  // "HEADER" SP header-fld-name SP astring
  private SearchKey header() throws SyntaxException, IOException {
    String name = string();
    return new SearchKey.Header(name, string());
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
