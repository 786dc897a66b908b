package org.mailkeep.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.mime.EncodedWords;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.HeaderWriter;
import org.mailkeep.mime.MailDate;

/// The fields by which a message says through which list it came (RFC 2369 §3, RFC 2919 §3).
///
/// @param owner who gets what cannot be delivered
record ListHeader(MailingList list, Address owner) {
  private static final String DELIVERED_TO = "Delivered-To";
  private static final String LIST_ID = "List-Id";
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

  /// Of each of these a message has one, the last list's.
  private static final Set<String> ONCE =
      Set.of(
          "list-id",
          "list-post",
          "list-owner",
          "list-unsubscribe",
          "list-unsubscribe-post",
          "list-subscribe",
          "list-help",
          "list-archive",
          "return-path",
          "precedence");

  /// Whether a message has been through the list.
  boolean isIn(HeaderBlock header) {
    return header.all(DELIVERED_TO).stream()
            .flatMap(text -> address(text).stream())
            .anyMatch(list.address().canonical()::equals)
        || header.all(LIST_ID).stream().anyMatch(text -> identifier(text).equals(id()));
  }

  private static Optional<Address> address(String text) {
    String bare = text.strip();
    boolean bracketed = bare.startsWith("<") && bare.endsWith(">");
    return Address.parse(bracketed ? bare.substring(1, bare.length() - 1) : bare)
        .map(Address::canonical);
  }

  private static String identifier(String text) {
    int begin = text.lastIndexOf('<');
    int end = text.lastIndexOf('>');
    return (begin >= 0 && end > begin ? text.substring(begin + 1, end) : text)
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /// Whether a field of the message gives way to one of the list's, or to none.
  boolean replaces(HeaderBlock.Field field) {
    return ONCE.contains(field.name().toLowerCase(Locale.ROOT));
  }

  // list-id = list-label "." list-id-namespace                                     RFC 2919 §2
  private String id() {
    String local = list.address().canonical().local();
    String label = LABEL.matcher(local).matches() ? local : "list-" + list.id().value();
    return label + "." + list.address().domain().ascii();
  }

  /// The fields with which a message of the list begins.
  byte[] trace(ListRules rules, QueueId from) {
    var out = new HeaderWriter(false);
    var fields = new StringBuilder();
    fields
        .append("Received: by ")
        .append(rules.hostname())
        .append("\r\n\tid ")
        .append(from)
        .append(" for <")
        .append(list.address())
        .append(">;\r\n\t")
        .append(MailDate.format(rules.clock().instant()))
        .append("\r\n")
        .append(DELIVERED_TO)
        .append(": ")
        .append(list.address())
        .append("\r\n");
    out.field(LIST_ID, phrase() + "<" + id() + ">")
        .field("List-Post", "<" + mailto(list.address()) + ">")
        .field("List-Owner", "<" + mailto(owner) + ">")
        .field("List-Unsubscribe", "<" + mailto(owner) + "?subject=unsubscribe>")
        .field("Precedence", "list");
    return fields.append(out).toString().getBytes(StandardCharsets.UTF_8);
  }

  private String phrase() {
    if (list.name().isBlank()) {
      return "";
    }
    String encoded = EncodedWords.encode(list.name().replaceAll("\\s+", " "));
    boolean plain = encoded.startsWith("=?") || encoded.chars().noneMatch(c -> c < ' ');
    return !encoded.startsWith("=?") && plain
        ? "\"" + encoded.replace("\\", "\\\\").replace("\"", "\\\"") + "\" "
        : encoded + " ";
  }

  // mailtoURI = "mailto:" [ to ], to = addr-spec with what is special encoded    RFC 6068 §2
  private static String mailto(Address address) {
    String local = URLEncoder.encode(address.local(), StandardCharsets.UTF_8).replace("+", "%20");
    return "mailto:" + local + "@" + address.domain().ascii();
  }
}
