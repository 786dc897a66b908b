package org.mailkeep.imap;

import java.util.Optional;
import org.mailkeep.kernel.Rate;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.RawValue;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.imap.ImapSettings;

/// What an operator decides about accounts' use of IMAP.
///
/// @param maxFailures failed logins after which a connection ends
/// @param allowPlainText whether clients on this host may log in without TLS
/// @param requests commands of one account; empty for no limit
/// @param sessions of one account at once; empty for no limit
/// @param match how BODY and TEXT of SEARCH compare
/// @param limits messages that one command works on
/// @param extensions what concerns single extensions
/// @param sharing of mailboxes with others
public record ImapRules(
    int maxFailures,
    boolean allowPlainText,
    Optional<Rate> requests,
    Optional<Integer> sessions,
    SearchMatch match,
    MessageLimits limits,
    ExtensionRules extensions,
    Sharing sharing) {
  /// @param folder the name above the mailboxes of others
  /// @param entries of the access control list of one mailbox
  public record Sharing(String folder, int entries) {
    /// What holds when nothing is configured.
    public static final Sharing DEFAULT = new Sharing("Shared Folders", 100);
  }

  /// How texts are compared (RFC 9051 §6.4.4).
  public enum SearchMatch {
    /// Words as written, also within longer ones, or other forms of the same words.
    WORDS,
    /// Character by character.
    SUBSTRING
  }

  /// With extensions as they are when nothing is configured.
  public ImapRules(
      int maxFailures,
      boolean allowPlainText,
      Optional<Rate> requests,
      Optional<Integer> sessions,
      SearchMatch match,
      MessageLimits limits) {
    this(
        maxFailures,
        allowPlainText,
        requests,
        sessions,
        match,
        limits,
        ExtensionRules.defaults(),
        Sharing.DEFAULT);
  }

  /// Without limits of messages, too.
  public ImapRules(
      int maxFailures,
      boolean allowPlainText,
      Optional<Rate> requests,
      Optional<Integer> sessions,
      SearchMatch match) {
    this(maxFailures, allowPlainText, requests, sessions, match, MessageLimits.NONE);
  }

  /// `imap.auth.allow-plain-text`.
  public static final Setting<Boolean> ALLOW_PLAIN_TEXT =
      Setting.bool("imap.auth.allow-plain-text")
          .or(false)
          .says("Whether IMAP clients on this host may log in without TLS. Others never may.");

  /// `imap.rate-limit.requests`.
  public static final Setting<Optional<Rate>> REQUESTS =
      Setting.rate("imap.rate-limit.requests")
          .or(Optional.empty())
          .says(
              "IMAP commands of one account, over all its sessions, such as 2000/1m; more are"
                  + " refused. Older versions had 2000/1m when a file did not say; here there is"
                  + " no limit then, because programs that synchronize a mailbox send thousands of"
                  + " commands at once and give up when some are refused.");

  /// `imap.rate-limit.concurrent`.
  public static final Setting<Optional<Integer>> SESSIONS =
      Setting.of("imap.rate-limit.concurrent", ValueTypes.integer(1, 1_000_000).orNone())
          .or(Optional.empty())
          .says("IMAP sessions that one account may have at once.");

  /// `imap.search.match`.
  public static final Setting<SearchMatch> MATCH =
      Setting.choice("imap.search.match", SearchMatch.class)
          .or(SearchMatch.WORDS)
          .says(
              "How BODY and TEXT of an IMAP search compare: `words` finds words as they are"
                  + " written, also within longer ones, and other forms of the same words, by the"
                  + " full-text index; `substring` compares character by character and reads each"
                  + " message for it. All other keys always compare substrings.");

  /// `imap.request.max-messages`.
  public static final Setting<Optional<Integer>> MESSAGES =
      Setting.of("imap.request.max-messages", ValueTypes.integer(1, 1_000_000_000).orNone())
          .or(Optional.empty())
          .says(
              "Messages that one IMAP command works on, told to clients as MESSAGELIMIT: of more,"
                  + " FETCH, SEARCH, STORE, MOVE and UID EXPUNGE take the last ones and say how far"
                  + " they came; APPEND, COPY, SORT and THREAD are refused.");

  /// `imap.request.max-saved`.
  public static final Setting<Optional<Integer>> SAVED =
      Setting.of("imap.request.max-saved", ValueTypes.integer(1, 1_000_000_000).orNone())
          .or(Optional.empty())
          .says(
              "Messages that one IMAP COPY or APPEND may save, told to clients as SAVELIMIT. Has no"
                  + " effect beside `imap.request.max-messages`.");

  private static final ValueType<String> FOLDER =
      ValueType.ofScalar(
          "text",
          "the name of a mailbox, in quotes, without / and other than INBOX",
          value -> ValueTypes.TEXT.read(RawValue.of(value)).filter(ImapRules::isName),
          ValueTypes.TEXT::print);

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.strip().equals(text)
        && text.codePoints().noneMatch(c -> c == '/' || c == '%' || c == '*' || c < ' ')
        && !text.equalsIgnoreCase(Mailbox.INBOX);
  }

  /// `imap.folders.name.shared`.
  public static final Setting<String> SHARED_FOLDERS =
      Setting.of("imap.folders.name.shared", FOLDER)
          .formerly("jmap.folders.shared.name")
          .or(Sharing.DEFAULT.folder())
          .says("The name below which IMAP shows groups, and mailboxes that others share.");

  /// `imap.protocol.uidplus`.
  public static final Setting<Boolean> UIDPLUS =
      Setting.bool("imap.protocol.uidplus")
          .unsetMeans("nothing")
          .onRestart()
          .says("What older files give to have UIDs told; they always are, so it does nothing.");

  /// `imap.acl.max-entries`.
  public static final Setting<Integer> ACL_ENTRIES =
      Setting.integer("imap.acl.max-entries", 1, 1_000)
          .or(Sharing.DEFAULT.entries())
          .says("Entries of the access control list of one mailbox.");

  /// What holds when nothing is configured.
  public static ImapRules defaults() {
    return new ImapRules(3, false, Optional.empty(), Optional.empty(), SearchMatch.WORDS);
  }

  /// The same with logins in plain text, from this host.
  public ImapRules withPlainText() {
    return new ImapRules(maxFailures, true, requests, sessions, match, limits, extensions, sharing);
  }

  /// The same with other extensions.
  public ImapRules with(ExtensionRules other) {
    return new ImapRules(
        maxFailures, allowPlainText, requests, sessions, match, limits, other, sharing);
  }

  /// What is configured.
  public static ImapRules from(Configuration configuration) {
    return new ImapRules(
        configuration.get(ImapSettings.MAX_FAILURES),
        configuration.get(ALLOW_PLAIN_TEXT),
        configuration.get(REQUESTS),
        configuration.get(SESSIONS),
        configuration.get(MATCH),
        new MessageLimits(configuration.get(MESSAGES), configuration.get(SAVED)),
        ExtensionRules.from(configuration),
        new Sharing(configuration.get(SHARED_FOLDERS), configuration.get(ACL_ENTRIES)));
  }
}
