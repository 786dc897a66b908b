package org.mailkeep.wire.imap;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.wire.transport.ConnectionEnded;

/// Reads mailboxes of another IMAP server (RFC 3501, RFC 9051) after the login, without changing
/// anything there. Messages stream; all else is bounded. For one thread.
///
/// Every method throws [IOException] when the server or the network fails, and [Refused] when the
/// server will not.
public final class ImapDownload {
  /// Mailboxes that a server may list.
  static final int MOST_MAILBOXES = 10_000;

  /// Responses that a server may send to one command.
  static final int MOST_RESPONSES = 100_000;

  /// Octets of the largest message that is passed on.
  static final long LARGEST = 1L << 32;

  private final ImapClient client;
  private final ClientResponse response;
  private long exists;
  private long uidValidity;
  private long expunged = Long.MAX_VALUE;
  private int expunges;

  /// @param client that has logged in
  public ImapDownload(ImapClient client) {
    this.client = client;
    this.response = new ClientResponse(client.connection().input());
  }

  /// The server said NO.
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String words) {
      super("the server refuses: " + words);
    }
  }

  /// A mailbox as the server lists it.
  ///
  /// @param name as the server writes it
  /// @param delimiter between levels; empty when there are none
  /// @param attributes in lower case, such as `\noselect`, `\sent`
  public record Listed(String name, String delimiter, List<String> attributes) {
    public Listed {
      attributes = List.copyOf(attributes);
    }

    /// The names of its levels, for people.
    public List<String> levels() {
      List<String> levels = new ArrayList<>();
      String[] parts =
          delimiter.isEmpty() ? new String[] {name} : name.split(quoted(delimiter), -1);
      for (String part : parts) {
        levels.add(MailboxNames.decoded(part).orElse(part));
      }
      return levels;
    }

    private static String quoted(String delimiter) {
      return Pattern.quote(delimiter);
    }
  }

  /// A mailbox that was opened for reading.
  public record Opened(long messages, long uidValidity) {}

  /// A message that came.
  ///
  /// @param number in the mailbox
  /// @param flags as the server writes them
  /// @param date the internal date; null when the server did not say
  /// @param whole whether its octets came
  public record Fetched(
      long number, long uid, List<String> flags, @Nullable Instant date, boolean whole) {
    public Fetched {
      flags = List.copyOf(flags);
    }
  }

  /// Takes messages as they come.
  public interface Fetching {
    /// Takes octets of the message that comes now.
    void octets(byte[] octets, int from, int count) throws IOException;

    /// The message has come, with or without octets.
    void end(Fetched message) throws IOException;
  }

  /// All mailboxes (RFC 3501 §6.3.8).
  public List<Listed> list() throws IOException {
    return listed("LIST \"\" \"*\"", "LIST");
  }

  private List<Listed> listed(String command, String response) throws IOException {
    List<Listed> all = new ArrayList<>();
    command(
        command,
        word -> {
          if (word.equals(response) && all.size() < MOST_MAILBOXES) {
            all.add(listed());
          }
        });
    return all;
  }

  /// The mailboxes that are subscribed (RFC 3501 §6.3.9; RFC 9051 §6.3.9.1 where LSUB is no more).
  public List<Listed> subscribed() throws IOException {
    boolean extended = client.can("LIST-EXTENDED") || client.can("IMAP4REV2");
    return extended
        ? listed("LIST (SUBSCRIBED) \"\" \"*\"", "LIST")
        : listed("LSUB \"\" \"*\"", "LSUB");
  }

  // mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
  private Listed listed() throws IOException {
    List<String> attributes = new ArrayList<>();
    for (String word : response.words()) {
      attributes.add(word.toLowerCase(Locale.ROOT));
    }
    String delimiter = response.text();
    return new Listed(response.text(), delimiter, attributes);
  }

  /// Opens a mailbox for reading alone (RFC 3501 §6.3.2).
  public Opened examine(String name) throws IOException {
    exists = 0;
    uidValidity = 0;
    command("EXAMINE " + quoted(name), _ -> {});
    return new Opened(exists, uidValidity);
  }

  private static String quoted(String name) throws IOException {
    if (!name.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new Refused("a mailbox has a name that cannot be sent: " + name);
    }
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// How many messages the open mailbox has now.
  public long messages() {
    return exists;
  }

  /// The UID of a message by its number; 0 when it is gone.
  public long uid(long number) throws IOException {
    long[] uid = new long[1];
    fetch(
        "FETCH " + number + " (UID)",
        new Fetching() {
          @Override
          public void octets(byte[] octets, int from, int count) {}

          @Override
          public void end(Fetched message) {
            uid[0] = message.number() == number ? message.uid() : uid[0];
          }
        });
    return uid[0];
  }

  /// Fetches messages by their numbers, octets and all.
  ///
  /// @return how many messages with lower numbers than the first one have gone meanwhile
  public int fetch(long first, long last, Fetching target) throws IOException {
    expunged = first;
    expunges = 0;
    fetch("FETCH " + first + ":" + last + " (UID FLAGS INTERNALDATE BODY.PEEK[])", target);
    return expunges;
  }

  private void fetch(String command, Fetching target) throws IOException {
    command(
        command,
        word -> {
          if (word.equals("FETCH")) {
            target.end(fetched(target));
          }
        });
  }

  private Fetched fetched(Fetching target) throws IOException {
    long number = response.number();
    long uid = 0;
    List<String> flags = List.of();
    Instant date = null;
    boolean whole = false;
    response.open();
    while (!response.close()) {
      switch (response.item()) {
        case "UID" -> uid = response.count();
        case "FLAGS" -> flags = response.words();
        case "INTERNALDATE" -> date = ClientDates.parse(response.text());
        case "BODY[]" -> {
          response.stream(LARGEST, target::octets);
          whole = true;
        }
        default -> response.skip();
      }
    }
    return new Fetched(number, uid, flags, date, whole);
  }

  /// What is done with an untagged response.
  private interface Untagged {
    void take(String word) throws IOException;
  }

  private void command(String command, Untagged untagged) throws IOException {
    client.connection().idleLimit(client.times().answer(), "timeout of the answer");
    String tag = client.send(command);
    for (int count = 0; count < MOST_RESPONSES; count++) {
      response.next();
      if (response.isTagged(tag)) {
        String status = response.word();
        if (!status.equals("OK")) {
          throw new Refused(status + " " + response.rest());
        }
        return;
      }
      take(untagged);
    }
    throw new ConnectionEnded(
        ConnectionEnded.Reason.BROKEN, "the server sent too many responses to one command");
  }

  private void take(Untagged untagged) throws IOException {
    String word = response.untagged();
    switch (word) {
      case "EXISTS" -> exists = response.number();
      case "EXPUNGE" -> {
        exists = Math.max(0, exists - 1);
        expunges += response.number() < expunged ? 1 : 0;
      }
      case "BYE" ->
          throw new ConnectionEnded(
              ConnectionEnded.Reason.PEER_CLOSED, "the server said goodbye: " + response.rest());
      case "OK" -> uidValidity = response.code("UIDVALIDITY").orElse(uidValidity);
      default -> untagged.take(word);
    }
    response.end();
  }
}
