package org.mailkeep.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;
import org.mailkeep.mime.Part;

/// What Dovecot 2.3 tells otherwise about a message that it reads as we do ([DovecotReading] has
/// the others), and why ours is right, or why it does not matter. A rule takes away one difference
/// of the items and the parts that it is about, and nothing else.
enum ContentDifferences {
  /// Dovecot loses some messages with a CR alone, for it counts their octets in two ways.
  LOST {
    @Override
    boolean explains(Difference difference) {
      return difference.isRefused() && ALONE.matcher(difference.message()).find();
    }
  },

  /// Where a boundary begins with that of another multipart of the message, lines of the one may be
  /// delimiters of the other for Dovecot, which depends on what is open. Nothing is compared below
  /// the whole.
  NESTED_PREFIX {
    @Override
    boolean explains(Difference difference) {
      List<String> boundaries = DovecotReading.boundaries(difference.message());
      boolean whole =
          difference.key().matches("RFC822\\.SIZE|ENVELOPE|BODY\\[(TEXT|HEADER.*)?](<.*)?");
      return !whole
          && boundaries.stream()
              .anyMatch(one ->
                  boundaries.stream()
                      .anyMatch(
                          other -> !other.equals(one) && other.startsWith(one.stripTrailing())));
    }
  },

  /// Dovecot goes on counting below a part that has none; RFC 9051 §6.4.5.1 has `1` only for
  /// messages.
  BELOW_LEAF {
    @Override
    boolean explains(Difference difference) {
      Matcher key = BELOW.matcher(difference.key());
      return key.matches()
          && difference.ours().equals(Atom.NIL)
          && difference.theirs() instanceof Text(String theirs)
          && difference
              .part(key.group(1))
              .filter(part -> part.parts().isEmpty())
              .filter(part -> isPiece(theirs, told(difference, part, key), key.group(3)))
              .isPresent();
    }

    private String told(Difference difference, Part part, Matcher key) {
      return DovecotReading.original(
          key.group(2) == null
              ? difference.body(part)
              : PartPair.header(difference.message(), part));
    }

    private boolean isPiece(String text, String whole, @Nullable String from) {
      if (from == null) {
        return text.equals(whole);
      }
      int start = Math.min(whole.length(), Integer.parseInt(from));
      return text.equals(whole.substring(start, Math.min(whole.length(), start + 9)));
    }
  },

  /// The same of what is decoded.
  BINARY_BELOW_LEAF {
    @Override
    boolean explains(Difference difference) {
      String above = difference.section().replaceAll("\\.1$", "");
      return difference.key().startsWith("BINARY")
          && above.length() < difference.section().length()
          && (difference.ours().equals(Atom.NIL) || difference.ours().equals(new Atom("0")))
          && difference.part(above).filter(part -> part.parts().isEmpty()).isPresent();
    }
  },

  /// What Dovecot decodes of a message or multipart is not what is in its own encoding, but what is
  /// in the encodings of its parts, with another header; and the size is another, sometimes below
  /// zero. RFC 3516 §4.2 speaks of the section's encoding. We are asked for those only that are
  /// leaves for us.
  BINARY_OF_PARTS {
    @Override
    boolean explains(Difference difference) {
      return difference.key().startsWith("BINARY")
          && ((difference.theirs() instanceof Atom(String size)
                  && size.startsWith("18446744073709"))
              || difference
                  .part(difference.section())
                  .filter(part -> part.type().isMessage() || isMultipart(part, difference))
                  .isPresent());
    }

    private boolean isMultipart(Part part, Difference difference) {
      return new PartPair(part, difference.message())
          .field("content-type")
          .filter(type -> MULTIPART.matcher(type).find())
          .isPresent();
    }
  },

  /// A boundary has a character at least (RFC 2046 §5.1.1); for Dovecot every line that begins with
  /// dashes is a delimiter when it has none, for us there are no parts. Below it all is different.
  EMPTY_BOUNDARY {
    @Override
    boolean explains(Difference difference) {
      Matcher key = NUMBER.matcher(difference.key());
      String number = key.find() ? key.group(1) : difference.section();
      String message = difference.message();
      if (number.isEmpty()) {
        return false;
      }
      if (difference.isBinary() && !(difference.theirs() instanceof Text)) {
        return difference.has(part -> hasEmptyBoundary(part, message));
      }
      boolean found = hasEmptyBoundary(difference.root(), message);
      for (String above = number; !above.isEmpty(); above = above.replaceAll("\\.?[0-9]+$", "")) {
        found |=
            difference
                .part(above)
                .map(part -> part.isMessage() ? part.message() : part)
                .filter(part -> hasEmptyBoundary(part, message))
                .isPresent();
      }
      return found;
    }

    @Override
    void without(PartPair part) {
      if (hasEmptyBoundary(part.part(), part.message())
          && PartPair.isText(part.ours())
          && !PartPair.isSingle(part.theirs())) {
        for (List<Value> values : List.of(part.ours(), part.theirs())) {
          values.clear();
          values.add(GUESSED);
        }
      }
    }
  },

  /// Dovecot hangs up, or tells no more, over Base64 and quoted-printable that are none, wherever
  /// in the message; we decode what can be decoded (RFC 2045 §6.7 gives rules for it, §6.8 has us
  /// ignore what is no Base64).
  BROKEN_ENCODING {
    @Override
    boolean explains(Difference difference) {
      return difference.isBinary()
          && (difference.isRefused() || difference.theirs().equals(new Atom("NO [PARSE]")))
          && difference.has(difference::isBroken);
    }
  },

  /// Dovecot decodes no part of a message when one has an encoding that it does not know; RFC 3516
  /// §4.3 speaks of the section that is asked for.
  UNKNOWN_ENCODING {
    @Override
    boolean explains(Difference difference) {
      boolean refused = difference.theirs().equals(new Atom("NO [UNKNOWN-CTE]"));
      return difference.isBinary()
          && (difference.isRefused() || refused)
          && difference.has(part -> !ENCODINGS.contains(part.encoding()));
    }
  },

  /// Of a part that is not there Dovecot tells an empty text, we NIL (RFC 9051 §7.5.2: "nstring").
  NO_SUCH_PART {
    @Override
    Value same(Difference difference, Value value) {
      boolean section = difference.key().matches("(BODY|BINARY)\\[.*");
      return section && value.equals(Atom.NIL) ? new Text("") : value;
    }
  },

  /// A multipart without a part has no form in a BODY (RFC 9051 §9: `1*body`). Dovecot makes up an
  /// empty part, we tell the whole as text, so that clients show what is there.
  NO_PARTS {
    @Override
    boolean explains(Difference difference) {
      Matcher key = NUMBER.matcher(difference.key());
      return EMPTY.contains(difference.theirs())
          && difference
              .part(key.find() ? key.group(1) : difference.section())
              .filter(part -> isHollow(new PartPair(part, difference.message())))
              .isPresent();
    }

    @Override
    void without(PartPair part) {
      if (isHollow(part)
          && PartPair.isText(part.ours())
          && !PartPair.isSingle(part.theirs())
          && part.theirs().getFirst() instanceof Group(List<Value> only)
          && PartPair.isText(only)
          && only.get(PartPair.OCTETS).equals(new Atom("0"))
          && part.theirs().get(1) instanceof Text) {
        replace(part.ours(), "no parts");
        replace(part.theirs(), "no parts");
      }
    }

    private boolean isHollow(PartPair part) {
      return part.part().parts().isEmpty()
          && part.field("content-type").filter(type -> MULTIPART.matcher(type).find()).isPresent();
    }

    private void replace(List<Value> values, String text) {
      values.clear();
      values.add(new Text(text));
    }
  },

  /// What is no Content-Type is text/plain (RFC 2045 §5.2); Dovecot tells what there is of it.
  WRONG_TYPE {
    @Override
    void without(PartPair part) {
      if (part.isSingle()
          && part.field("content-type").filter(type -> !StrangeHeaders.hasType(type)).isPresent()) {
        guess(part.ours());
        guess(part.theirs());
      }
    }

    private void guess(List<Value> values) {
      if (PartPair.isText(values)) {
        values.remove(PartPair.LINES);
      }
      for (int i = PartPair.TYPE; i <= PartPair.PARAMETERS; i++) {
        values.set(i, GUESSED);
      }
    }
  },

  /// Of parameters against the grammar (RFC 2045 §5.1) both tell what they can make of them.
  WRONG_PARAMETERS {
    @Override
    void without(PartPair part) {
      boolean wrong =
          part.field("content-type")
              .filter(type -> StrangeHeaders.hasType(type) && !StrangeHeaders.hasParameters(type))
              .isPresent();
      if (wrong && (part.isSingle() || part.isMultipart())) {
        guess(part.ours(), PartPair.parameters(part.ours()));
        guess(part.theirs(), PartPair.parameters(part.theirs()));
      }
    }
  },

  /// The same of a disposition (RFC 2183 §2).
  WRONG_DISPOSITION {
    @Override
    void without(PartPair part) {
      boolean wrong =
          part.field("content-disposition")
              .filter(text -> !StrangeHeaders.hasParameters(text))
              .isPresent();
      if (wrong && (part.isSingle() || part.isMultipart())) {
        guess(part.ours(), PartPair.disposition(part.ours()));
        guess(part.theirs(), PartPair.disposition(part.theirs()));
      }
    }
  },

  /// The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1). Dovecot counts it to
  /// a multipart inside that ends with its own close-delimiter, or without, and to a header that it
  /// takes it for the empty line of.
  LINE_END {
    @Override
    void without(PartPair part) {
      if (PartPair.isMessage(part.ours())
          && PartPair.isMessage(part.theirs())
          && isWhere(part.part(), part.message())
          && isMore(part.ours().get(PartPair.OCTETS), part.theirs().get(PartPair.OCTETS), 2)
          && isMore(
              part.ours().get(PartPair.LINES_OF_MESSAGE),
              part.theirs().get(PartPair.LINES_OF_MESSAGE),
              1)) {
        for (int place : new int[] {PartPair.OCTETS, PartPair.LINES_OF_MESSAGE}) {
          part.theirs().set(place, part.ours().get(place));
        }
      }
    }

    private boolean isMore(Value ours, Value theirs, int more) {
      return ours instanceof Atom(String here)
          && theirs instanceof Atom(String there)
          && here.matches("[0-9]{1,9}")
          && there.equals("" + (Integer.parseInt(here) + more));
    }

    // Whether a part ends with a close-delimiter, an empty part, or what has an empty boundary.
    private boolean isWhere(Part part, String message) {
      Part last = part;
      while (!last.parts().isEmpty()) {
        last = last.parts().getLast();
      }
      boolean empty =
          !part.parts().isEmpty()
              && last.extent().end() == part.extent().end()
              && last.extent().bodySize() == 0;
      return empty
          || hasEmptyBoundary(last, message)
          || CLOSES.matcher(new PartPair(part, message).body()).find();
    }

    @Override
    boolean explains(Difference difference) {
      Matcher key = BODY_OF_PART.matcher(difference.key());
      return key.matches()
          && difference
              .part(key.group(1))
              .filter(part -> isWhere(part, difference.message()))
              .isPresent()
          && isMore(difference.ours(), difference.theirs(), key.group(2) != null);
    }

    private boolean isMore(Value ours, Value theirs, boolean piece) {
      if (ours instanceof Text(String here) && theirs instanceof Text(String there)) {
        boolean half = there.equals(here + "\r") || there.equals(here + "\n");
        return there.equals(here + "\r\n") || (piece && half);
      }
      return isMore(ours, theirs, 2);
    }
  },

  /// Lines that are no fields are fields for Dovecot.
  NO_FIELDS {
    @Override
    Value same(Difference difference, Value value) {
      boolean chosen = difference.key().contains("HEADER.FIELDS");
      return chosen && value instanceof Text(String text)
          ? new Text(text.replaceAll("(?m)^[^:\r\n]+(\r?\n|\\z)", ""))
          : value;
    }
  },

  /// Choosing fields of a header that a boundary ends, Dovecot reads on behind it.
  READ_ON {
    @Override
    Difference without(Difference difference) {
      Matcher key = CHOSEN.matcher(difference.key());
      boolean more =
          key.matches()
              && difference
                  .part(key.group(1))
                  .filter(Part::isMessage)
                  .map(part -> PartPair.header(difference.message(), part.message()))
                  .filter(header -> !EMPTY_LINE.matcher(header).find())
                  .isPresent()
              && difference.ours() instanceof Text(String ours)
              && difference.theirs() instanceof Text(String theirs)
              && theirs.startsWith(ours);
      return more ? difference.with(difference.ours(), difference.ours()) : difference;
    }
  },

  /// Dovecot adds an empty line to chosen fields of a header without one, which RFC 9051 §6.4.5.1
  /// excepts.
  END_OF_HEADER {
    @Override
    Difference without(Difference difference) {
      boolean added =
          difference.key().contains("HEADER.FIELDS")
              && difference.ours() instanceof Text(String ours)
              && !EMPTY_LINE.matcher(ours).find()
              && difference.theirs().equals(new Text(ours + "\r\n"));
      return added ? difference.with(difference.ours(), difference.ours()) : difference;
    }
  },

  /// An encoded message is told with its encoding; what it was rewritten to is another.
  ENCODING_OF_MESSAGE {
    @Override
    void without(PartPair part) {
      if (PartPair.isMessage(part.ours())
          && PartPair.isMessage(part.theirs())
          && part.ours().get(PartPair.ENCODING).equals(new Text("BINARY"))
          && part.theirs().get(PartPair.ENCODING) instanceof Text(String encoding)
          && encoding.matches("(?i)base64|quoted-printable")) {
        part.ours().set(PartPair.ENCODING, part.theirs().get(PartPair.ENCODING));
      }
    }
  },

  /// Of a header that the message's end cuts Dovecot does not read the encoding.
  CUT_ENCODING {
    @Override
    void without(PartPair part) {
      boolean cut = !PartPair.header(part.message(), part.part()).endsWith("\n");
      if (cut
          && part.isSingle()
          && Math.min(part.ours().size(), part.theirs().size()) > PartPair.OCTETS
          && part.theirs().get(PartPair.ENCODING).equals(new Text("7bit"))
          && part.field("content-transfer-encoding").isPresent()) {
        part.ours().set(PartPair.ENCODING, part.theirs().get(PartPair.ENCODING));
      }
    }
  },

  /// Types, encodings and names of parameters have no case (RFC 2045 §5.1, §6.1, RFC 2183 §2):
  /// Dovecot keeps what was written, we write all in one.
  CASE {
    @Override
    Value same(Difference difference, Value value) {
      return new BodyForm(text -> text.toLowerCase(Locale.ROOT), envelope -> envelope, false)
          .of(difference, value);
    }
  },

  /// Dovecot adds the charset that RFC 2045 §5.2 takes for granted.
  DEFAULT_CHARSET {
    @Override
    Value same(Difference difference, Value value) {
      return new BodyForm(text -> text, envelope -> envelope, true).of(difference, value);
    }
  },

  /// What is no UTF-8 is ISO 8859-1 for us, and told in UTF-8; Dovecot tells it as it is.
  NO_UTF8 {
    @Override
    Value same(Difference difference, Value value) {
      return difference.isParsed() ? texts(value, ContentDifferences::recoded) : value;
    }
  },

  /// Dovecot makes one blank of several, or of a CR, in texts, and keeps blanks at ends of texts.
  BLANKS {
    @Override
    Value same(Difference difference, Value value) {
      return difference.isParsed()
          ? texts(value, text -> text.replaceAll("[ \t\r]+", " ").strip())
          : value;
    }
  },

  /// Nothing between two commas is no address (RFC 5322 §4.4 `obs-addr-list`); Dovecot lists one.
  EMPTY_ADDRESS {
    @Override
    Value same(Difference difference, Value value) {
      List<Value> nobody =
          List.of(Atom.NIL, Atom.NIL, new Text("MISSING_MAILBOX"), new Text("MISSING_DOMAIN"));
      return EnvelopeForm.addresses(
          difference,
          value,
          address -> address.equals(nobody) ? List.of() : List.of(new Group(address)));
    }
  },

  /// What is no address by any grammar is told as guessed: of a list that has one nothing is
  /// compared.
  NO_ADDRESS {
    @Override
    Difference without(Difference difference) {
      if (difference.isEnvelope()) {
        return difference.with(
            guessed(difference.message(), difference.root(), difference.ours()),
            guessed(difference.message(), difference.root(), difference.theirs()));
      }
      return super.without(difference);
    }

    @Override
    void without(PartPair part) {
      if (part.part().isMessage()
          && PartPair.isMessage(part.ours())
          && PartPair.isMessage(part.theirs())) {
        Part inner = part.part().message();
        for (List<Value> values : List.of(part.ours(), part.theirs())) {
          Value envelope = values.get(PartPair.ENVELOPE);
          values.set(PartPair.ENVELOPE, guessed(part.message(), inner, envelope));
        }
      }
    }

    private Value guessed(String message, Part part, Value envelope) {
      String header = PartPair.header(message, part);
      return EnvelopeForm.listsOf(
          envelope, (field, list) -> StrangeMessages.hasNoAddress(header, field) ? GUESSED : list);
    }
  };

  private static final Text GUESSED = new Text("guessed");
  private static final Pattern MULTIPART = Pattern.compile("(?i)^multipart\\b");
  private static final Pattern NO_BOUNDARY = Pattern.compile("(?i)^multipart.*boundary=\"\"");
  private static final Pattern NUMBER = Pattern.compile("\\[([0-9.]*[0-9])");
  private static final Pattern BELOW =
      Pattern.compile("BODY\\[([0-9.]*[0-9])\\.1(\\.MIME)?](?:<([0-9]+)>)?");
  private static final Pattern CHOSEN =
      Pattern.compile("BODY\\[([0-9.]*[0-9])\\.HEADER\\.FIELDS.*");
  private static final Set<Value> EMPTY = Set.of(new Text(""), new Atom("0"), new Atom("OK"));
  private static final Pattern ALONE = Pattern.compile("\r(?!\n)");
  private static final Pattern CLOSES = Pattern.compile("(?m)^--[^\r\n]*--[^\r\n]*\\z");
  private static final Pattern BODY_OF_PART =
      Pattern.compile("(?:BODY|BINARY|BINARY\\.SIZE)\\[([0-9.]*[0-9])(?:\\.TEXT)?](<.*)?");
  private static final Pattern EMPTY_LINE = Pattern.compile("(^|\n)\r?\n\\z");
  private static final Set<String> ENCODINGS =
      Set.of("7bit", "8bit", "binary", "base64", "quoted-printable");

  /// Whether this alone is why.
  boolean explains(Difference difference) {
    return false;
  }

  /// The value without what this rule is about.
  Value same(Difference difference, Value value) {
    return value;
  }

  /// Takes what this rule is about away from a part of a structure.
  void without(PartPair part) {}

  /// What remains when this rule is applied.
  Difference without(Difference difference) {
    Difference rest = difference;
    if (difference.isBody()) {
      BodyPair bodies =
          new BodyPair(difference.ours(), difference.theirs())
              .each(difference.root(), difference.message(), this::without);
      rest = difference.with(bodies.ours(), bodies.theirs());
    }
    return rest.with(same(rest, rest.ours()), same(rest, rest.theirs()));
  }

  /// The rules that together explain a difference; none when it is not explained.
  static Set<ContentDifferences> explaining(Difference difference) {
    Set<ContentDifferences> used = EnumSet.noneOf(ContentDifferences.class);
    Difference rest = difference;
    for (ContentDifferences rule : values()) {
      if (rule.explains(difference)) {
        return Set.of(rule);
      }
      Difference less = rule.without(rest);
      if (!less.equals(rest)) {
        used.add(rule);
      }
      rest = less;
      if (rest.isNone()) {
        return used;
      }
    }
    return Set.of();
  }

  /// What remains of a difference when all rules are applied.
  static Difference rest(Difference difference) {
    Difference rest = difference;
    for (ContentDifferences rule : values()) {
      rest = rule.without(rest);
    }
    return rest;
  }

  /// Changes all texts of a value.
  static Value texts(Value value, UnaryOperator<String> change) {
    return switch (value) {
      case Text(String text) -> new Text(change.apply(text));
      case Group(List<Value> values) ->
          new Group(values.stream().map(one -> texts(one, change)).toList());
      case Atom atom -> atom;
    };
  }

  private static void guess(List<Value> values, int place) {
    if (place < values.size()) {
      values.set(place, GUESSED);
    }
  }

  private static boolean hasEmptyBoundary(Part part, String message) {
    return new PartPair(part, message)
        .field("content-type")
        .filter(type -> NO_BOUNDARY.matcher(type).find())
        .isPresent();
  }

  private static String recoded(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
      return text;
    } catch (CharacterCodingException e) {
      return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
  }
}
