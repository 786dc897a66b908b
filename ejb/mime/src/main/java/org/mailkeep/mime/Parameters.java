package org.mailkeep.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parameters of one field in their order, with RFC 2231 decoding when asked for one by name.
public record Parameters(List<Parameter> list) {
  /// No parameters.
  public static final Parameters NONE = new Parameters(List.of());

  /// Sections of one value that are put together (RFC 2231 §3); more are ignored.
  private static final int SECTIONS = 256;

  private static final Pattern SECTION = Pattern.compile("([^*]+)\\*(\\d{1,4})\\*?");

  public Parameters {
    list = List.copyOf(list);
  }

  /// The decoded value: the plain parameter, its extended form (`name*`) or its sections (`name*0`,
  /// `name*1*`). QUIRK: encoded words in parameters, such as names of attachments, which RFC 2047
  /// §5 forbids but clients send, are decoded too.
  public Optional<String> value(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    Optional<String> extended = raw(wanted + "*");
    if (extended.isPresent()) {
      return Optional.of(extended(extended.get()));
    }
    Optional<String> sections = sections(wanted);
    return sections.isPresent() ? sections : raw(wanted).map(EncodedWords::decode);
  }

  /// The parameters with their sections put together: `name*0` and `name*1` are `name`, or `name*`
  /// when one of them is extended, percent signs and all. So BODYSTRUCTURE tells them (RFC 2231
  /// §6).
  public List<Parameter> joined() {
    if (list.stream().noneMatch(parameter -> parameter.name().indexOf('*') > 0)) {
      return list;
    }
    List<Parameter> joined = new ArrayList<>();
    for (Parameter parameter : list) {
      Matcher section = SECTION.matcher(parameter.name());
      if (!section.matches()) {
        joined.add(parameter);
      } else if (Integer.parseInt(section.group(2)) == 0) {
        joined.add(joined(section.group(1)));
      } else if (!isSection(section.group(1), 0)) {
        joined.add(parameter);
      }
    }
    return joined;
  }

  private boolean isSection(String name, int number) {
    return raw(name + "*" + number).isPresent() || raw(name + "*" + number + "*").isPresent();
  }

  private Parameter joined(String name) {
    boolean extended = false;
    for (int i = 0; i < SECTIONS && isSection(name, i); i++) {
      extended |= raw(name + "*" + i).isEmpty();
    }
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < SECTIONS && isSection(name, i); i++) {
      Optional<String> plain = raw(name + "*" + i);
      if (plain.isPresent()) {
        value.append(extended ? plain.get().replace("%", "%25") : plain.get());
      } else {
        value.append(raw(name + "*" + i + "*").orElseThrow());
      }
    }
    return new Parameter(extended ? name + "*" : name, value.toString());
  }

  private Optional<String> raw(String name) {
    for (Parameter parameter : list) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  private static String extended(String value) {
    Extended start = Extended.of(value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    percentDecode(start.text(), bytes);
    return Charsets.lenient(start.charset(), bytes.toByteArray());
  }

  private Optional<String> sections(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String charset = StandardCharsets.UTF_8.name();
    for (int i = 0; i < SECTIONS; i++) {
      String section = name + "*" + i;
      Optional<String> plain = raw(section);
      if (plain.isPresent()) {
        bytes.writeBytes(plain.get().getBytes(Charset.forName(charset(charset))));
        continue;
      }
      Optional<String> encoded = raw(section + "*");
      if (encoded.isEmpty()) {
        break;
      }
      String text = encoded.get();
      if (i == 0) {
        Extended start = Extended.of(text);
        charset = start.charset();
        text = start.text();
      }
      percentDecode(text, bytes);
    }
    return bytes.size() == 0
        ? Optional.empty()
        : Optional.of(Charsets.lenient(charset, bytes.toByteArray()));
  }

  private static String charset(String name) {
    return Charsets.forName(name).filter(Charset::canEncode).orElse(StandardCharsets.UTF_8).name();
  }

  private static void percentDecode(String text, ByteArrayOutputStream out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        out.write((high << 4) | low);
        i += 2;
      } else if (c < 0x80) {
        out.write(c);
      } else {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /// `charset'language'text` (RFC 2231 §4); the charset may be empty.
  private record Extended(String charset, String text) {
    static Extended of(String value) {
      int first = value.indexOf('\'');
      int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
      if (second < 0) {
        return new Extended(StandardCharsets.UTF_8.name(), value);
      }
      String charset = first == 0 ? StandardCharsets.UTF_8.name() : value.substring(0, first);
      return new Extended(charset, value.substring(second + 1));
    }
  }
}
