package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// The stored form of an envelope.
final class EnvelopeCodec {
  private EnvelopeCodec() {}

  static byte[] encode(Envelope envelope) {
    RecordWriter out = new RecordWriter();
    text(out, 1, envelope.date());
    text(out, 2, envelope.subject());
    addresses(out, 3, envelope.from());
    addresses(out, 4, envelope.sender());
    addresses(out, 5, envelope.replyTo());
    addresses(out, 6, envelope.to());
    addresses(out, 7, envelope.cc());
    addresses(out, 8, envelope.bcc());
    text(out, 9, envelope.inReplyTo());
    text(out, 10, envelope.messageId());
    return out.bytes();
  }

  private static void text(RecordWriter out, int field, @Nullable String text) {
    if (text != null) {
      out.text(field, text);
    }
  }

  private static void addresses(RecordWriter out, int field, List<HeaderAddress> addresses) {
    for (HeaderAddress address : addresses) {
      out.octets(
          field,
          switch (address) {
            case HeaderAddress.Mailbox mailbox -> mailbox(mailbox);
            case HeaderAddress.Group(var name, var members) -> {
              RecordWriter group = new RecordWriter().text(4, name);
              members.forEach(member -> group.octets(5, mailbox(member)));
              yield group.bytes();
            }
          });
    }
  }

  private static byte[] mailbox(HeaderAddress.Mailbox mailbox) {
    RecordWriter out = new RecordWriter();
    text(out, 1, mailbox.name());
    out.text(2, mailbox.local()).text(3, mailbox.domain());
    text(out, 6, mailbox.route());
    return out.bytes();
  }

  static Envelope decode(byte[] record) {
    RecordReader in = new RecordReader(record);
    @Nullable String[] texts = new @Nullable String[11];
    List<List<HeaderAddress>> addresses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      addresses.add(new ArrayList<>());
    }
    while (in.next()) {
      switch (in.field()) {
        case 1, 2, 9, 10 -> texts[in.field()] = in.text();
        case 3, 4, 5, 6, 7, 8 -> addresses.get(in.field() - 3).add(address(in.octets()));
        default -> {} // a later version's
      }
    }
    return new Envelope(
        texts[1],
        texts[2],
        addresses.get(0),
        addresses.get(1),
        addresses.get(2),
        addresses.get(3),
        addresses.get(4),
        addresses.get(5),
        texts[9],
        texts[10]);
  }

  private static HeaderAddress address(byte[] record) {
    RecordReader in = new RecordReader(record);
    @Nullable String[] texts = new @Nullable String[7];
    List<HeaderAddress.Mailbox> members = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1, 2, 3, 4, 6 -> texts[in.field()] = in.text();
        case 5 -> {
          if (address(in.octets()) instanceof HeaderAddress.Mailbox member) {
            members.add(member);
          }
        }
        default -> {} // a later version's
      }
    }
    String group = texts[4];
    return group == null
        ? new HeaderAddress.Mailbox(texts[1], texts[6], orEmpty(texts[2]), orEmpty(texts[3]))
        : new HeaderAddress.Group(group, members);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
