package org.mailkeep.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the structured Content fields (RFC 2045, RFC 2183, RFC 3282).
final class ContentFields {
  /// Parameters kept of one field.
  private static final int PARAMETERS = 100;

  /// Language tags kept.
  private static final int LANGUAGES = 50;

  private ContentFields() {}

  // content := type "/" subtype *(";" parameter); what cannot be read is text/plain (§5.2)
  static ContentType type(String text) {
    FieldCursor in = new FieldCursor(text);
    in.skipBlanks();
    String type = lower(in.token());
    in.skipBlanks();
    boolean slash = in.take('/');
    in.skipBlanks();
    String subtype = slash ? lower(in.token()) : "";
    if (type.isEmpty() || subtype.isEmpty()) {
      return ContentType.TEXT_PLAIN;
    }
    return new ContentType(type, subtype, parameters(in));
  }

  // disposition := disposition-type *(";" disposition-parm); null when there is neither
  static @Nullable Disposition disposition(String text) {
    FieldCursor in = new FieldCursor(text);
    in.skipBlanks();
    String kind = lower(in.token());
    Parameters parameters = parameters(in);
    if (kind.isEmpty() && parameters.list().isEmpty()) {
      return null;
    }
    return new Disposition(kind.isEmpty() ? "attachment" : kind, parameters);
  }

  // mechanism := token
  static String encoding(String text) {
    FieldCursor in = new FieldCursor(text);
    in.skipBlanks();
    String token = lower(in.token());
    return token.isEmpty() ? "7bit" : token;
  }

  static List<String> languages(String text) {
    FieldCursor in = new FieldCursor(text);
    List<String> tags = new ArrayList<>();
    while (!in.atEnd() && tags.size() < LANGUAGES) {
      in.skipBlanks();
      String tag = in.token();
      if (!tag.isEmpty()) {
        tags.add(tag);
      } else {
        in.skip();
      }
    }
    return tags;
  }

  // parameter := attribute "=" value; value := token / quoted-string
  private static Parameters parameters(FieldCursor in) {
    List<Parameter> list = new ArrayList<>();
    while (list.size() < PARAMETERS) {
      in.until(";");
      if (!in.take(';')) {
        break;
      }
      in.skipBlanks();
      String name = lower(in.token());
      in.skipBlanks();
      if (name.isEmpty() || !in.take('=')) {
        continue;
      }
      in.skipBlanks();
      list.add(new Parameter(name, in.peek() == '"' ? in.quoted() : value(in)));
    }
    return list.isEmpty() ? Parameters.NONE : new Parameters(list);
  }

  /// A value without quotes; senders leave them out around spaces and specials.
  private static String value(FieldCursor in) {
    String value = in.until(";");
    int comment = value.indexOf(" (");
    return comment < 0 ? value : value.substring(0, comment).strip();
  }

  private static String lower(String token) {
    return token.toLowerCase(Locale.ROOT);
  }
}
