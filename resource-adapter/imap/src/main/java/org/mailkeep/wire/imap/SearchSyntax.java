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
  private final Cursor in;
  private Charset charset = StandardCharsets.UTF_8;

  private SearchSyntax(Cursor in) {
    this.in = in;
  }

  // search = "SEARCH" [SP "RETURN" SP "(" … ")"] SP [charset SP] search-key *(SP search-key)
  static Command search(Cursor in, Numbering by) throws SyntaxException, IOException {
    Set<SearchReturn> returns = EnumSet.noneOf(SearchReturn.class);
    boolean extended = in.space().takeWord("RETURN");
    if (extended) {
      in.space().listOrNone(option -> returns.add(returned(option.word())));
      in.space();
      if (returns.isEmpty()) {
        returns.add(SearchReturn.ALL);
      }
    }
    SearchSyntax syntax = new SearchSyntax(in);
    String charset = syntax.charset();
    List<SearchKey> keys = new ArrayList<>();
    do {
      in.bounded(keys.size() + 1);
      keys.add(syntax.key());
    } while (in.take(' '));
    return new Command.Search(by, extended, returns, charset, and(keys));
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
    String name = Cursor.decode(in.space().astring(), StandardCharsets.UTF_8);
    in.space();
    try {
      charset = Charset.forName(name);
      return name;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new SyntaxException(
          Answer.Condition.NO,
          new Code.BadCharset(List.of("US-ASCII", "UTF-8")),
          "Unknown charset");
    }
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
      case "ALL" -> new SearchKey.All();
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
      case "LARGER" -> new SearchKey.Larger(in.space().number64());
      case "SMALLER" -> new SearchKey.Smaller(in.space().number64());
      case "YOUNGER" -> new SearchKey.Younger(in.space().positive());
      case "OLDER" -> new SearchKey.Older(in.space().positive());
      case "UID" -> new SearchKey.Uid(SequenceSyntax.sequenceSet(in.space()));
      case "MODSEQ" -> modSeq();
      case "NOT" -> not(deeper());
      case "OR" -> or();
      default -> throw new SyntaxException("Unknown search key");
    };
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
    return Cursor.decode(in.space().astring(), charset);
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
