package org.mailkeep.pop3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.AddressParser;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.mime.HeaderBlock;
import org.mailkeep.mime.HeaderWriter;

/// The header that a client reads instead of one with octets outside ASCII, when it has not asked
/// for UTF-8 mode (RFC 6856 §2.1): names and subject become encoded words, addresses that it could
/// not answer to are replaced, parameters are encoded, other such fields are left out (RFC 6858).
final class Surrogate {
  /// What stands where an address cannot (RFC 6858).
  private static final HeaderAddress.Mailbox INVALID =
      new HeaderAddress.Mailbox(null, "invalid", "internationalized-address.invalid");

  private static final Set<String> ADDRESSES =
      Set.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "resent-from",
          "resent-sender",
          "resent-to",
          "resent-cc",
          "resent-bcc");

  private static final Set<String> TEXTS = Set.of("subject", "comments", "content-description");

  private static final Set<String> PARAMETERS = Set.of("content-type", "content-disposition");

  private Surrogate() {}

  /// Whether there are octets outside ASCII.
  static boolean isNeeded(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return true;
      }
    }
    return false;
  }

  /// @param header with its empty line
  static byte[] of(byte[] header) {
    HeaderBlock block = HeaderBlock.of(header);
    ByteArrayOutputStream out = new ByteArrayOutputStream(header.length);
    for (HeaderBlock.Field field : block.fields()) {
      byte[] octets = Arrays.copyOfRange(header, field.start(), field.end());
      if (!isNeeded(octets)) {
        out.writeBytes(octets);
      } else {
        out.writeBytes(rewritten(field.name(), block.text(field)));
      }
    }
    out.writeBytes(new byte[] {'\r', '\n'});
    return out.toByteArray();
  }

  private static byte[] rewritten(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    HeaderWriter writer = new HeaderWriter(false);
    if (ADDRESSES.contains(lower)) {
      writer.addresses(name, AddressParser.parse(text).stream().map(Surrogate::address).toList());
    } else if (TEXTS.contains(lower)) {
      writer.text(name, text);
    } else if (PARAMETERS.contains(lower)) {
      String field = MimeParameters.rewritten(name, text).orElse("");
      return field.getBytes(StandardCharsets.US_ASCII);
    }
    return writer.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static HeaderAddress address(HeaderAddress address) {
    return switch (address) {
      case HeaderAddress.Mailbox mailbox -> mailbox(mailbox);
      case HeaderAddress.Group(String name, List<HeaderAddress.Mailbox> members) ->
          new HeaderAddress.Group(name, members.stream().map(Surrogate::mailbox).toList());
    };
  }

  private static HeaderAddress.Mailbox mailbox(HeaderAddress.Mailbox mailbox) {
    String address = mailbox.address();
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(address)) {
      return mailbox;
    }
    @Nullable String name = mailbox.name();
    String shown = name == null || name.isEmpty() ? address : name;
    return new HeaderAddress.Mailbox(shown, INVALID.local(), INVALID.domain());
  }
}
