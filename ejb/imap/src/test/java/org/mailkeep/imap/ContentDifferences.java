package org.mailkeep.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;

/// What Dovecot 2.3 tells otherwise about a message, and why ours is right, or why it does not
/// matter. A rule takes away one difference and nothing else; those of a kind that cannot be taken
/// away say of which messages they are.
enum ContentDifferences {
  /// Dovecot takes a line that begins with a boundary for a delimiter, as a note in RFC 2046 §5.1.1
  /// allows; the grammar there lets only blanks follow. Real mail has boundaries that begin with
  /// another one of the same message (`Apple-Mail-1` and `Apple-Mail-10`).
  BOUNDARY_PREFIX {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts()
          && StrangeMessages.hasLineBeginningWithBoundary(difference.message());
    }
  },

  /// Blanks at the end of a boundary count for Dovecot; with us they do not, as those at the end of
  /// a line get lost on the way.
  WRONG_BOUNDARY {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && StrangeMessages.hasWrongBoundary(difference.message());
    }
  },

  /// A delimiter at the very end begins a part for us, which is empty; not for Dovecot.
  LAST_DELIMITER {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && StrangeMessages.endsWithDelimiter(difference.message());
    }
  },

  /// A message in a digest whose header never ends is text for us, a message for Dovecot.
  ENDLESS_HEADER {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && BodyPair.hasEmptyText(difference.bodies());
    }
  },

  /// A multipart without a part has no form in a BODY (RFC 9051 §9: `1*body`). Dovecot makes up an
  /// empty part, we tell the whole as text, so that clients show what is there.
  NO_PARTS {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && BodyPair.hasMadeUpPart(difference.bodies());
    }
  },

  /// A message in Base64 or quoted-printable is no message to read (RFC 2046 §5.2.1: "no encoding
  /// other than 7bit, 8bit, or binary"); Dovecot reads it as if there was no encoding.
  ENCODED_MESSAGE {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && BodyPair.hasEncodedMessage(difference.bodies());
    }
  },

  /// Dovecot loses some messages with a CR alone, for it counts their octets in two ways.
  LOST {
    @Override
    boolean explains(Difference difference) {
      boolean nothing =
          difference.theirs().equals(Atom.ABSENT) || difference.theirs().equals(HUNG_UP);
      return nothing && ALONE.matcher(difference.message()).find();
    }
  },

  /// Dovecot goes on counting below a part that has none; RFC 9051 §6.4.5.1 has `1` only for
  /// messages.
  BELOW_LEAF {
    @Override
    boolean explains(Difference difference) {
      String number = difference.key().replaceAll("BODY\\[(.*)\\.1]", "$1");
      boolean leaf =
          Section.in(difference.bodies().ours()).stream()
              .anyMatch(section -> section.isLeaf() && section.number().equals(number));
      return leaf && difference.ours().equals(Atom.NIL);
    }
  },

  /// Dovecot hangs up, or tells no more, over Base64 and quoted-printable that are none; we decode
  /// what can be decoded (RFC 2045 §6.7 gives rules for it, §6.8 has us ignore what is no Base64).
  BROKEN_ENCODING {
    @Override
    boolean explains(Difference difference) {
      return difference.isBinary()
          && (difference.theirs().equals(Atom.ABSENT)
              || difference.theirs().equals(HUNG_UP)
              || difference.theirs().equals(new Atom("NO [PARSE]")))
          && ENCODED.matcher(difference.message()).find();
    }
  },

  /// Dovecot decodes no part of a message when one has an encoding that it does not know; RFC 3516
  /// §4.3 speaks of the section that is asked for.
  UNKNOWN_ENCODING {
    @Override
    boolean explains(Difference difference) {
      boolean refused = difference.theirs().equals(new Atom("NO [UNKNOWN-CTE]"));
      return difference.isBinary()
          && (difference.theirs().equals(Atom.ABSENT) || refused)
          && ODD.matcher(difference.message()).find();
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

  /// An empty line before a delimiter ends the header for us, and belongs to the delimiter for
  /// Dovecot; RFC 2046 §5.1.1 has it both ways. Of a message both come out with other sizes.
  EMPTY_MESSAGE {
    @Override
    boolean explains(Difference difference) {
      return difference.isOfParts() && BodyPair.hasEmptyMessage(difference.bodies());
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

  /// The line end behind a close-delimiter belongs to the delimiter of the outer multipart that
  /// follows (RFC 2046 §5.1.1); Dovecot counts it to the inner one.
  CLOSED {
    @Override
    boolean explains(Difference difference) {
      return difference.isBody() && CLOSES.matcher(difference.message()).find();
    }

    @Override
    Value same(Difference difference, Value value) {
      boolean section = difference.key().matches("BODY\\[[0-9.]+(TEXT)?](<.*)?");
      return section && value instanceof Text(String text)
          ? new Text(text.replaceAll("(?<=--[ \t]{0,9})\r\n$", ""))
          : value;
    }
  },

  /// Of a field about the content that comes twice the first counts for us, the last for Dovecot.
  CONTENT_TWICE {
    @Override
    boolean explains(Difference difference) {
      return (difference.isBody() || difference.isBinary())
          && StrangeMessages.hasRepeatedContent(difference.message());
    }
  },

  /// What is no Content-Disposition is told as guessed (RFC 2183 §2).
  WRONG_DISPOSITION {
    @Override
    boolean explains(Difference difference) {
      return difference.isBody() && DISPOSITION.matcher(difference.message()).find();
    }
  },

  /// The same of headers; and Dovecot adds an empty line to chosen fields of a header without one,
  /// which RFC 9051 §6.4.5.1 excepts.
  END_OF_HEADER {
    @Override
    Value same(Difference difference, Value value) {
      boolean header = difference.key().matches("BODY\\[.*(MIME|HEADER).*");
      return header && value instanceof Text(String text)
          ? new Text(text.replaceAll("(\r?\n)+$", ""))
          : value;
    }
  },

  /// What is no Content-Type is text/plain (RFC 2045 §5.2); Dovecot tells what there is of it.
  WRONG_TYPE {
    @Override
    boolean explains(Difference difference) {
      return difference.isBody() && StrangeHeaders.hasWrongType(difference.message());
    }
  },

  /// Dovecot tells an encoding, a description and so on only of what has a type or a MIME-Version;
  /// RFC 2045 §6.1 needs none.
  NO_TYPE {
    @Override
    boolean explains(Difference difference) {
      return (difference.isBody() || difference.isBinary())
          && StrangeMessages.hasContentWithoutType(difference.message());
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

  /// A route should be ignored (RFC 5322 §4.4).
  ROUTE {
    @Override
    Value same(Difference difference, Value value) {
      return EnvelopeForm.addresses(
          difference,
          value,
          address -> {
            boolean routed = address.get(1) instanceof Text(String route) && route.startsWith("@");
            return List.of(
                new Group(
                    List.of(
                        address.get(0),
                        routed ? Atom.NIL : address.get(1),
                        address.get(2),
                        address.get(3))));
          });
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

  /// Of a field that may come once (RFC 5322 §3.6) but comes twice the first counts for us, the
  /// last for Dovecot.
  TWICE {
    @Override
    Value same(Difference difference, Value value) {
      return EnvelopeForm.texts(
          difference,
          value,
          (field, text) ->
              StrangeMessages.valuesOfRepeated(difference.message(), field).contains(squeezed(text))
                  ? new Text("one of several")
                  : text);
    }
  },

  /// What is no address by any grammar is told as guessed: of a list that has one nothing is
  /// compared.
  NO_ADDRESS {
    @Override
    Value same(Difference difference, Value value) {
      return EnvelopeForm.lists(
          difference,
          value,
          (field, list) ->
              StrangeMessages.hasNoAddress(difference.message(), field)
                  ? new Text("guessed")
                  : list);
    }
  };

  static final Atom HUNG_UP = new Atom("hung up");
  private static final Pattern ENCODED = Pattern.compile("(?i)encoding: *(base64|quoted)");
  private static final Pattern ALONE = Pattern.compile("\r(?!\n)");
  private static final Pattern DISPOSITION =
      Pattern.compile(
          "(?im)^content-disposition:( *\r"
              + "?$|.*filename=a[ \r"
              + "]file|.*filename=\"[^\"\r\n"
              + "]*(\r"
              + "|\\z))");
  private static final Pattern CLOSES = Pattern.compile("--[ \t]*\r\n--");
  private static final Pattern ODD = Pattern.compile("(?im)encoding: *(x-|\r?$|\\z)");

  /// Whether this alone is why.
  boolean explains(Difference difference) {
    return false;
  }

  /// The value without what this rule is about.
  Value same(Difference difference, Value value) {
    return value;
  }

  /// The rules that together explain a difference; none when it is not explained.
  static Set<ContentDifferences> explaining(Difference difference) {
    Set<ContentDifferences> used = EnumSet.noneOf(ContentDifferences.class);
    Value ours = difference.ours();
    Value theirs = difference.theirs();
    for (ContentDifferences rule : values()) {
      if (rule.explains(difference)) {
        return Set.of(rule);
      }
      Value here = rule.same(difference, ours);
      Value there = rule.same(difference, theirs);
      if (!here.equals(ours) || !there.equals(theirs)) {
        used.add(rule);
      }
      ours = here;
      theirs = there;
      if (ours.equals(theirs)) {
        return used;
      }
    }
    return Set.of();
  }

  /// What remains of a difference when all rules are applied.
  static Difference rest(Difference difference) {
    Value ours = difference.ours();
    Value theirs = difference.theirs();
    for (ContentDifferences rule : values()) {
      ours = rule.same(difference, ours);
      theirs = rule.same(difference, theirs);
    }
    return new Difference(
        difference.message(), difference.key(), ours, theirs, difference.bodies());
  }

  /// A text of a message as it is when all rules about texts were applied, without blanks.
  static String plain(String text) {
    return recoded(text).replaceAll("\\s+", "");
  }

  private static String squeezed(Value value) {
    return value instanceof Text(String text) ? plain(text) : "";
  }

  private static Value texts(Value value, UnaryOperator<String> change) {
    return switch (value) {
      case Text(String text) -> new Text(change.apply(text));
      case Group(List<Value> values) ->
          new Group(values.stream().map(one -> texts(one, change)).toList());
      case Atom atom -> atom;
    };
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

  /// What was told otherwise of a message.
  ///
  /// @param bodies what both told of its structure
  record Difference(String message, String key, Value ours, Value theirs, BodyPair bodies) {
    /// Whether this is about parts, not about the message as a whole.
    boolean isOfParts() {
      return !key.matches("RFC822\\.SIZE|ENVELOPE|BODY\\[(TEXT|HEADER.*)?](<.*)?");
    }

    boolean isBinary() {
      return key.startsWith("BINARY") || key.startsWith("status");
    }

    boolean isBody() {
      return key.equals("BODY") || key.equals("BODYSTRUCTURE");
    }

    boolean isEnvelope() {
      return key.equals("ENVELOPE");
    }

    boolean isParsed() {
      return isBody() || isEnvelope();
    }

    @Override
    public String toString() {
      return key + "\n  ours   " + ours + "\n  theirs " + theirs + "\n  of     " + shown(message);
    }

    private static String shown(String text) {
      return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
  }
}
