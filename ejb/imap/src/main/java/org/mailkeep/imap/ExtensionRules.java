package org.mailkeep.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.imap.ImapSettings;

/// What an operator decides about extensions of IMAP.
///
/// @param appendLimit octets of the largest message
/// @param referrals servers by domain of those whose mail is there (RFC 2221)
/// @param metadata what annotations may come to (RFC 5464)
/// @param watching what NOTIFY may ask (RFC 5465)
public record ExtensionRules(
    long appendLimit, Map<String, String> referrals, Metadata metadata, Notify watching) {
  private static final ValueType<Referral> REFERRAL =
      ValueType.ofScalar(
          "domain=server",
          "a domain and the server of its mail, such as example.net=imap.example.net",
          s -> Referral.parse(s.text()),
          r -> '"' + r.domain() + '=' + r.server() + '"');

  /// `imap.login-referrals`.
  public static final Setting<List<Referral>> LOGIN_REFERRALS =
      Setting.list("imap.login-referrals", REFERRAL)
          .or(List.of())
          .says(
              "Domains whose accounts have their mail on another server: after a login of theirs"
                  + " IMAP clients are told which (RFC 2221).");

  /// `imap.metadata.max-size`.
  public static final Setting<DataSize> METADATA_SIZE =
      Setting.size("imap.metadata.max-size")
          .orText("60k")
          .says("The largest value of an annotation; at most 64k are kept.");

  /// `imap.metadata.max-entries`.
  public static final Setting<Integer> METADATA_ENTRIES =
      Setting.integer("imap.metadata.max-entries", 10, 1_000)
          .or(100)
          .says("Annotations that one account may see of one mailbox, and of the server.");

  /// `imap.metadata.admin`.
  public static final Setting<Optional<String>> METADATA_ADMIN =
      Setting.of("imap.metadata.admin", ValueTypes.TEXT.orNone())
          .or(Optional.empty())
          .says(
              "How the server's administrator is reached, such as mailto:postmaster@example.org:"
                  + " the annotation /shared/admin of the server.");

  /// `imap.notify.max-mailboxes`.
  public static final Setting<Integer> NOTIFY_MAILBOXES =
      Setting.integer("imap.notify.max-mailboxes", 10, 100_000)
          .or(1_000)
          .says("Mailboxes that one session may watch by NOTIFY; with more it is refused.");

  /// `imap.notify.max-pending`.
  public static final Setting<Integer> NOTIFY_PENDING =
      Setting.integer("imap.notify.max-pending", 10, 100_000)
          .or(1_000)
          .says(
              "Mailboxes and messages that a session which watches by NOTIFY may have to be told of"
                  + " at once; with more it is told NOTIFICATIONOVERFLOW, and nothing from then"
                  + " on.");

  /// A domain and where its mail is.
  public record Referral(String domain, String server) {
    static Optional<Referral> parse(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split("=", -1);
      boolean good = parts.length == 2 && isName(parts[0]) && isName(parts[1]);
      return good ? Optional.of(new Referral(parts[0], parts[1])) : Optional.empty();
    }

    private static boolean isName(String text) {
      return text.matches("[a-z0-9]([a-z0-9.:-]*[a-z0-9])?");
    }
  }

  /// What annotations may come to.
  ///
  /// @param size octets of a value
  /// @param entries of one mailbox, and of the server
  /// @param admin how the administrator is reached
  public record Metadata(int size, int entries, Optional<String> admin) {
    /// What the store keeps at most.
    private static final int MOST = 64 * 1024;

    public Metadata {
      size = Math.min(size, MOST);
    }
  }

  /// What NOTIFY may ask.
  ///
  /// @param mailboxes that are watched
  /// @param pending mailboxes and messages to be told of at once
  public record Notify(int mailboxes, int pending) {}

  public ExtensionRules {
    referrals = Map.copyOf(referrals);
  }

  /// What holds when nothing is configured.
  public static ExtensionRules defaults() {
    return new ExtensionRules(
        52_428_800,
        Map.of(),
        new Metadata(60 * 1024, 100, Optional.empty()),
        new Notify(1_000, 1_000));
  }

  /// What is configured.
  public static ExtensionRules from(Configuration configuration) {
    Map<String, String> referrals = new HashMap<>();
    for (Referral referral : configuration.get(LOGIN_REFERRALS)) {
      referrals.put(referral.domain(), referral.server());
    }
    return new ExtensionRules(
        configuration.get(ImapSettings.MAX_SIZE).bytes(),
        referrals,
        new Metadata(
            (int) Math.min(configuration.get(METADATA_SIZE).bytes(), Integer.MAX_VALUE),
            configuration.get(METADATA_ENTRIES),
            configuration.get(METADATA_ADMIN)),
        new Notify(configuration.get(NOTIFY_MAILBOXES), configuration.get(NOTIFY_PENDING)));
  }
}
