package org.mailkeep.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// The queue's records as octets. Field numbers never change their meaning.
final class MessageCodec {
  private static final int PAGE_OCTETS = 60_000;

  private static final int SENDER = 1;
  private static final int RECEIVED = 2;
  private static final int ACCOUNT = 3;
  private static final int BODY = 4;
  private static final int UTF8 = 5;
  private static final int RETURNS = 6;
  private static final int ENVELOPE_ID = 7;
  private static final int BLOB = 8;
  private static final int SIZE = 9;
  private static final int RECIPIENT = 10;
  private static final int RETURN_PATH = 11;
  private static final int ORIGIN = 12;

  private static final int ADDRESS = 1;
  private static final int REPORTS = 2;
  private static final int ORIGINAL = 3;
  private static final int LOCAL = 4;

  private static final int PHASE = 1;
  private static final int RETRIES = 2;
  private static final int NOTICES = 3;
  private static final int NEXT = 4;
  private static final int CODE = 5;
  private static final int TEXT = 6;
  private static final int REMOTE = 7;

  private MessageCodec() {}

  /// The entry, with the first of the recipients.
  static byte[] entry(StoredMessage message, List<byte[]> recipients) {
    Envelope envelope = message.envelope();
    MailOptions options = envelope.options();
    var out = new RecordWriter();
    if (envelope.sender() != null) {
      out.text(SENDER, envelope.sender().toString());
    }
    out.number(RECEIVED, envelope.receivedAt().toEpochMilli());
    if (envelope.account() != null) {
      out.number(ACCOUNT, envelope.account().value());
    }
    if (envelope.origin() != null) {
      out.octets(ORIGIN, envelope.origin().getAddress());
    }
    out.number(BODY, code(options.body())).flag(UTF8, options.smtpUtf8());
    if (options.returns() != null) {
      out.number(RETURNS, options.returns() == MailOptions.Returns.FULL ? 1 : 0);
    }
    if (options.envelopeId() != null) {
      out.text(ENVELOPE_ID, options.envelopeId());
    }
    out.octets(BLOB, message.blob().octets()).number(SIZE, message.size());
    if (envelope.returnPath() > 0) {
      out.number(RETURN_PATH, envelope.returnPath());
    }
    recipients.forEach(recipient -> out.octets(RECIPIENT, recipient));
    return out.bytes();
  }

  /// A page of recipients.
  static byte[] page(List<byte[]> recipients) {
    var out = new RecordWriter();
    recipients.forEach(recipient -> out.octets(RECIPIENT, recipient));
    return out.bytes();
  }

  /// Recipients as records, so many together as fit one value.
  static List<List<byte[]>> pages(List<Recipient> recipients) {
    var pages = new ArrayList<List<byte[]>>();
    List<byte[]> page = new ArrayList<>();
    int octets = 0;
    for (Recipient recipient : recipients) {
      byte[] record = recipient(recipient);
      if (octets + record.length > PAGE_OCTETS && !page.isEmpty()) {
        pages.add(page);
        page = new ArrayList<>();
        octets = 0;
      }
      page.add(record);
      octets += record.length + 4;
    }
    pages.add(page);
    return pages;
  }

  static byte[] recipient(Recipient recipient) {
    var out = new RecordWriter().text(ADDRESS, recipient.address().toString());
    if (!recipient.reports().isEmpty()) {
      long bits = 0;
      for (Notify kind : recipient.reports()) {
        bits |= bit(kind);
      }
      out.number(REPORTS, bits);
    }
    if (recipient.originalRecipient() != null) {
      out.text(ORIGINAL, recipient.originalRecipient());
    }
    if (recipient.account() != null) {
      out.number(LOCAL, recipient.account().value());
    }
    return out.bytes();
  }

  static byte[] state(RecipientState state) {
    var out =
        new RecordWriter()
            .number(PHASE, state.phase().code())
            .number(RETRIES, state.retries())
            .number(NOTICES, state.notices())
            .number(NEXT, state.nextAttempt().toEpochMilli());
    Status status = state.status();
    if (status != null) {
      out.text(CODE, status.code()).text(TEXT, status.text());
      if (status.remote() != null) {
        out.text(REMOTE, status.remote());
      }
    }
    return out.bytes();
  }

  /// What an entry holds.
  static final class Draft {
    private @Nullable Address sender;
    private Instant receivedAt = Instant.EPOCH;
    private @Nullable AccountId account;
    private MailOptions.Body body = MailOptions.Body.SEVEN_BIT;
    private boolean utf8;
    private MailOptions.@Nullable Returns returns;
    private @Nullable String envelopeId;
    private @Nullable BlobHash blob;
    private long size;
    private int returnPath;
    private @Nullable InetAddress origin;
    private final List<Recipient> recipients = new ArrayList<>();

    /// Takes the fields of an entry or of a page.
    void read(byte[] record) {
      var in = new RecordReader(record);
      while (in.next()) {
        switch (in.field()) {
          case SENDER -> sender = address(in.text());
          case RECEIVED -> receivedAt = Instant.ofEpochMilli(in.number());
          case ACCOUNT -> account = new AccountId(in.number());
          case BODY -> body = body(in.number());
          case UTF8 -> utf8 = in.flag();
          case RETURNS ->
              returns = in.number() == 1 ? MailOptions.Returns.FULL : MailOptions.Returns.HEADERS;
          case ENVELOPE_ID -> envelopeId = in.text();
          case BLOB -> blob = BlobHash.of(in.octets());
          case SIZE -> size = in.number();
          case RETURN_PATH -> returnPath = (int) in.number();
          case ORIGIN -> origin = origin(in.octets());
          case RECIPIENT -> recipients.add(recipient(in.octets()));
          default -> {} // of a later version
        }
      }
    }

    /// The message, without states.
    StoredMessage message(QueueId id, int pages) {
      if (blob == null || recipients.isEmpty()) {
        throw new StoreException.Corrupt("queue entry " + id);
      }
      var options = new MailOptions(body, utf8, returns, envelopeId);
      var envelope =
          new Envelope(sender, recipients, receivedAt, account, options, returnPath, origin);
      return new StoredMessage(id, envelope, blob, size, pages, Collections.emptySortedMap());
    }
  }

  private static InetAddress origin(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new StoreException.Corrupt("queue: no address of " + octets.length + " octets", e);
    }
  }

  static RecipientState state(byte[] record) {
    var phase = RecipientState.Phase.WAITING;
    int retries = 0;
    int notices = 0;
    Instant next = Instant.EPOCH;
    String code = null;
    String text = "";
    String remote = null;
    var in = new RecordReader(record);
    while (in.next()) {
      switch (in.field()) {
        case PHASE -> phase = RecipientState.Phase.of(in.number());
        case RETRIES -> retries = (int) in.number();
        case NOTICES -> notices = (int) in.number();
        case NEXT -> next = Instant.ofEpochMilli(in.number());
        case CODE -> code = in.text();
        case TEXT -> text = in.text();
        case REMOTE -> remote = in.text();
        default -> {} // of a later version
      }
    }
    Status status = code == null ? null : new Status(code, text, remote);
    return new RecipientState(phase, retries, notices, next, status);
  }

  private static Recipient recipient(byte[] record) {
    String address = "";
    Set<Notify> reports = EnumSet.noneOf(Notify.class);
    String original = null;
    AccountId local = null;
    var in = new RecordReader(record);
    while (in.next()) {
      switch (in.field()) {
        case ADDRESS -> address = in.text();
        case REPORTS -> {
          for (Notify kind : Notify.values()) {
            if ((in.number() & bit(kind)) != 0) {
              reports.add(kind);
            }
          }
        }
        case ORIGINAL -> original = in.text();
        case LOCAL -> local = new AccountId(in.number());
        default -> {} // of a later version
      }
    }
    return new Recipient(address(address), reports, original, local);
  }

  private static int code(MailOptions.Body body) {
    return switch (body) {
      case SEVEN_BIT -> 0;
      case EIGHT_BIT -> 1;
      case BINARY -> 2;
    };
  }

  private static MailOptions.Body body(long code) {
    return switch ((int) code) {
      case 0 -> MailOptions.Body.SEVEN_BIT;
      case 1 -> MailOptions.Body.EIGHT_BIT;
      default -> MailOptions.Body.BINARY;
    };
  }

  private static int bit(Notify kind) {
    return switch (kind) {
      case NEVER -> 1;
      case SUCCESS -> 2;
      case FAILURE -> 4;
      case DELAY -> 8;
    };
  }

  private static Address address(String text) {
    return Address.parse(text)
        .orElseThrow(() -> new StoreException.Corrupt("queue: not an address: " + text));
  }
}
