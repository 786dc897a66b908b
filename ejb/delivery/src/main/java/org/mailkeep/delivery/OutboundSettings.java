package org.mailkeep.delivery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.delivery.OutboundRules.IpStrategy;
import org.mailkeep.delivery.OutboundRules.StartTls;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.wire.smtp.ClientTimeouts;

/// The settings `queue.outbound.*`.
public final class OutboundSettings {
  /// Next hops that mean the domains' own mail exchangers.
  private static final Set<String> EXCHANGERS = Set.of("mx", "local", "false", "none", "");

  /// Our name.
  public static final Setting<String> HOSTNAME =
      Setting.constant("queue.outbound.hostname")
          .unsetMeans("the server's own name")
          .says("What this server calls itself when it sends mail.");

  /// The way out.
  public static final Setting<String> NEXT_HOP =
      Setting.constant("queue.outbound.next-hop")
          .or("mx")
          .says(
              "Where mail for other domains goes: `mx` for their mail exchangers, or the id of a"
                  + " `remote.<id>`. Mail for local domains always goes into their mailboxes.");

  /// Port of mail exchangers.
  public static final Setting<Integer> PORT =
      Setting.integer("queue.outbound.port", 1, 65_535)
          .or(25)
          .says("The port of mail exchangers; another than 25 is for tests only.");

  /// Kinds of addresses.
  public static final Setting<IpStrategy> IP_STRATEGY =
      Setting.choice("queue.outbound.ip-strategy", IpStrategy.class)
          .or(IpStrategy.IPV4_THEN_IPV6)
          .says("Which addresses of a host are tried, and in which order.");

  /// Our IPv4 address.
  public static final Setting<InetAddress> SOURCE_IPV4 =
      Setting.of("queue.outbound.source-ip.v4", address())
          .unsetMeans("the system chooses")
          .says("The address from which IPv4 connections are made.");

  /// Our IPv6 address.
  public static final Setting<InetAddress> SOURCE_IPV6 =
      Setting.of("queue.outbound.source-ip.v6", address())
          .unsetMeans("the system chooses")
          .says("The address from which IPv6 connections are made.");

  /// Mail exchangers of a domain.
  public static final Setting<Integer> LIMIT_MX =
      Setting.integer("queue.outbound.limits.mx", 1, 100)
          .or(5)
          .says("How many mail exchangers of a domain are tried in one attempt.");

  /// Addresses of a host.
  public static final Setting<Integer> LIMIT_MULTIHOMED =
      Setting.integer("queue.outbound.limits.multihomed", 1, 100)
          .or(2)
          .says("How many addresses of one host are tried in one attempt.");

  /// Recipients of a transaction.
  public static final Setting<Integer> LIMIT_RECIPIENTS =
      Setting.integer("queue.outbound.limits.recipients", 1, 10_000)
          .or(100)
          .says("Recipients in one transaction; servers must take 100.");

  /// Kept connections to a host.
  public static final Setting<Integer> IDLE_PER_DESTINATION =
      Setting.integer("queue.outbound.idle.per-destination", 0, 1_000)
          .or(2)
          .says("Connections to one host that are kept open for the next message.");

  /// Kept connections in all.
  public static final Setting<Integer> IDLE_TOTAL =
      Setting.integer("queue.outbound.idle.total", 0, 100_000)
          .or(100)
          .says("Connections to other servers that are kept open for the next message.");

  /// How long they are kept.
  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.duration("queue.outbound.idle.timeout")
          .or(Duration.ofSeconds(10))
          .says("How long a connection is kept open for the next message.");

  /// Encryption.
  public static final Setting<StartTls> STARTTLS =
      Setting.of("queue.outbound.tls.starttls", startTls())
          .or(StartTls.OPTIONAL)
          .says(
              "Whether sessions with mail exchangers are encrypted: `optional` when they can be,"
                  + " `require`, or `disable`.");

  /// Certificates.
  public static final Setting<Boolean> ALLOW_INVALID_CERTS =
      Setting.bool("queue.outbound.tls.allow-invalid-certs")
          .or(false)
          .says("Whether encryption that is required takes any certificate.");

  /// Waiting for a connection.
  public static final Setting<Duration> TIMEOUT_CONNECT =
      timeout("connect", 5, "a connection to come about");

  /// Waiting for the greeting.
  public static final Setting<Duration> TIMEOUT_GREETING = timeout("greeting", 5, "the greeting");

  /// Waiting for the answer to EHLO.
  public static final Setting<Duration> TIMEOUT_EHLO =
      timeout("ehlo", 5, "the answer to EHLO, STARTTLS and AUTH");

  /// Waiting for the answer to MAIL.
  public static final Setting<Duration> TIMEOUT_MAIL =
      timeout("mail-from", 5, "the answer to MAIL");

  /// Waiting for the answer to RCPT.
  public static final Setting<Duration> TIMEOUT_RCPT = timeout("rcpt-to", 5, "the answer to RCPT");

  /// Waiting for a handshake.
  public static final Setting<Duration> TIMEOUT_TLS = timeout("tls", 3, "a TLS handshake");

  /// Waiting for the end of a message.
  public static final Setting<Duration> TIMEOUT_DATA =
      timeout("data", 10, "the answer to the message");

  /// Waiting for the answer to RSET.
  public static final Setting<Duration> TIMEOUT_RSET =
      Setting.duration("queue.outbound.timeouts.rset")
          .or(Duration.ofSeconds(10))
          .says(
              "How long a connection that was kept open may take to answer RSET or QUIT; then it is"
                  + " closed, and the next message gets another.");

  /// A relay must be configured.
  static final SettingRule NEXT_HOP_IS_KNOWN =
      (configuration, problems) -> {
        String hop = configuration.get(NEXT_HOP);
        if (!EXCHANGERS.contains(hop) && !configuration.ids("remote").contains(hop)) {
          problems.accept(configuration.problem("there is no `remote." + hop + "`", NEXT_HOP));
        }
      };

  private OutboundSettings() {}

  /// The rules that are configured.
  ///
  /// @param host this server's name when the configuration has none
  public static OutboundRules rules(Configuration configuration, DomainName host) {
    return new OutboundRules(
        configuration.find(HOSTNAME).flatMap(DomainName::parse).orElse(host),
        configuration.get(PORT),
        new OutboundRules.Addresses(
            configuration.get(IP_STRATEGY),
            configuration.find(SOURCE_IPV4),
            configuration.find(SOURCE_IPV6)),
        configuration.get(STARTTLS),
        configuration.get(ALLOW_INVALID_CERTS),
        new OutboundRules.Limits(
            configuration.get(LIMIT_MX),
            configuration.get(LIMIT_MULTIHOMED),
            configuration.get(LIMIT_RECIPIENTS),
            configuration.get(IDLE_PER_DESTINATION),
            configuration.get(IDLE_TOTAL)),
        timeouts(configuration));
  }

  /// The relay that takes mail for other domains; empty when their mail exchangers do.
  public static Optional<Relay> nextHop(Configuration configuration) {
    String hop = configuration.get(NEXT_HOP);
    return EXCHANGERS.contains(hop)
        ? Optional.empty()
        : Optional.of(RemoteSettings.relay(configuration, hop));
  }

  private static OutboundRules.Timeouts timeouts(Configuration configuration) {
    Duration ehlo = configuration.get(TIMEOUT_EHLO);
    return new OutboundRules.Timeouts(
        configuration.get(TIMEOUT_CONNECT),
        configuration.get(TIMEOUT_TLS),
        configuration.get(IDLE_TIMEOUT),
        new ClientTimeouts(
            configuration.get(TIMEOUT_GREETING),
            ehlo,
            configuration.get(TIMEOUT_MAIL),
            configuration.get(TIMEOUT_RCPT),
            ehlo,
            configuration.get(TIMEOUT_DATA),
            configuration.get(TIMEOUT_RSET)));
  }

  private static Setting<Duration> timeout(String name, int minutes, String what) {
    return Setting.duration("queue.outbound.timeouts." + name)
        .or(Duration.ofMinutes(minutes))
        .says("How long this server waits for " + what + ".");
  }

  private static ValueType<InetAddress> address() {
    return ValueType.ofScalar(
        "address",
        "an address such as 192.0.2.1 or 2001:db8::1",
        scalar -> literal(scalar.text()),
        address -> "\"" + address.getHostAddress() + "\"");
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The words of older files count too.
  private static ValueType<StartTls> startTls() {
    ValueType<String> word = ValueTypes.CONSTANT;
    return ValueType.ofScalar(
        "optional, require, disable",
        "one of optional, require, disable",
        scalar ->
            switch (scalar.text().strip().replace("'", "")) {
              case "optional" -> Optional.of(StartTls.OPTIONAL);
              case "require", "required" -> Optional.of(StartTls.REQUIRE);
              case "disable", "disabled", "none", "false" -> Optional.of(StartTls.DISABLE);
              default -> Optional.empty();
            },
        value -> word.print(value.name().toLowerCase(Locale.ROOT)));
  }
}
