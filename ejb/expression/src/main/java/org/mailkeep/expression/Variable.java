package org.mailkeep.expression;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All that a rule may ask about. Each place where rules stand knows some of them.
public enum Variable {
  /// The listener's id.
  LISTENER(Kind.TEXT, "listener"),
  /// The client's address.
  REMOTE_IP(Kind.TEXT, "remote_ip"),
  /// The client's port.
  REMOTE_PORT(Kind.NUMBER, "remote_port"),
  /// Our address.
  LOCAL_IP(Kind.TEXT, "local_ip"),
  /// Our port.
  LOCAL_PORT(Kind.NUMBER, "local_port"),
  /// What is spoken: `smtp`, `lmtp`, `imap`.
  PROTOCOL(Kind.TEXT, "protocol"),
  /// Whether the connection is encrypted.
  IS_TLS(Kind.TRUTH, "is_tls"),
  /// The name that the client said hello with.
  HELO_DOMAIN(Kind.TEXT, "helo_domain"),
  /// The sender's address; empty for reports.
  SENDER(Kind.TEXT, "sender"),
  /// The domain of the sender's address.
  SENDER_DOMAIN(Kind.TEXT, "sender_domain"),
  /// The login name; empty when nobody has logged in.
  AUTHENTICATED_AS(Kind.TEXT, "authenticated_as"),
  /// The recipient's address.
  RCPT(Kind.TEXT, "rcpt"),
  /// The domain of the recipient's address.
  RCPT_DOMAIN(Kind.TEXT, "rcpt_domain"),
  /// The addresses of all recipients so far.
  RECIPIENTS(Kind.LIST, "recipients"),
  /// The message's priority.
  PRIORITY(Kind.NUMBER, "priority"),
  /// The name of the host that mail goes to.
  MX(Kind.TEXT, "mx"),
  /// How often delivery was tried before.
  RETRY_NUM(Kind.NUMBER, "retry_num"),
  /// How often the sender was told of a delay.
  NOTIFY_NUM(Kind.NUMBER, "notify_num"),
  /// Until delivery is given up.
  EXPIRES_IN(Kind.DURATION, "expires_in"),
  /// How the last attempt ended.
  LAST_STATUS(Kind.TEXT, "last_status"),
  /// What kind of error the last attempt met.
  LAST_ERROR(Kind.TEXT, "last_error");

  private static final Map<String, Variable> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Variable::word, Function.identity()));

  private final Kind kind;
  private final String word;

  Variable(Kind kind, String word) {
    this.kind = kind;
    this.word = word;
  }

  Kind kind() {
    return kind;
  }

  /// The name in expressions: `remote_ip`.
  public String word() {
    return word;
  }

  /// The name in rules: `remote-ip`.
  public String oldWord() {
    return word.replace('_', '-');
  }

  /// Whether its value is an IP address.
  boolean isAddress() {
    return this == REMOTE_IP || this == LOCAL_IP;
  }

  /// The variable of an expression's name.
  static Optional<Variable> find(String word) {
    return Optional.ofNullable(BY_NAME.get(word));
  }

  /// The variable of a rule's name.
  static Optional<Variable> findOld(String oldWord) {
    boolean old = oldWord.indexOf('_') < 0;
    return old ? find(oldWord.toLowerCase(Locale.ROOT).replace('-', '_')) : Optional.empty();
  }

  /// Names in words: `listener, remote_ip`.
  static String words(Collection<Variable> variables) {
    return String.join(", ", variables.stream().sorted().map(Variable::word).toList());
  }
}
