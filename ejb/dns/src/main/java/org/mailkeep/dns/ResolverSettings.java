package org.mailkeep.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.ValueType;
import org.mailkeep.settings.ValueTypes;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/// The settings `resolver.*` and `cache.resolver.*`.
public final class ResolverSettings {
  /// Whom to ask.
  public static final Setting<Type> TYPE =
      Setting.choice("resolver.type", Type.class)
          .or(Type.SYSTEM)
          .onRestart()
          .says(
              "Which name servers are asked: the machine's, a public service, or those of"
                  + " `resolver.custom`.");

  /// Whom to ask when that is `custom`.
  public static final Setting<List<NameServer>> CUSTOM =
      Setting.list("resolver.custom", server())
          .or(List.of())
          .onRestart()
          .says("Name servers of the type `custom`, such as `udp://127.0.0.1:53`.");

  /// Waiting time.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("resolver.timeout")
          .or(Duration.ofSeconds(5))
          .onRestart()
          .says("How long the answer of one name server is waited for.");

  /// Rounds.
  public static final Setting<Integer> ATTEMPTS =
      Setting.integer("resolver.attempts", 1, 10)
          .or(2)
          .onRestart()
          .says("How often all name servers are asked before a look-up fails for now.");

  /// At once.
  public static final Setting<Integer> CONCURRENCY =
      Setting.integer("resolver.concurrency", 1, 10)
          .or(2)
          .onRestart()
          .says("How many name servers are asked at once.");

  /// The second way.
  public static final Setting<Boolean> TRY_TCP_ON_ERROR =
      Setting.bool("resolver.try-tcp-on-error")
          .or(true)
          .onRestart()
          .says("Whether a name server that gives no usable answer by UDP is asked by TCP.");

  /// Larger answers.
  public static final Setting<Boolean> EDNS =
      Setting.bool("resolver.edns")
          .or(true)
          .onRestart()
          .says("Whether name servers are told that they may send larger answers.");

  /// Whether the way is told.
  public static final Setting<Boolean> PRESERVE_INTERMEDIATES =
      Setting.bool("resolver.preserve-intermediates")
          .or(true)
          .onRestart()
          .says("Whether an answer tells the aliases (CNAME) on its way.");

  /// Proof.
  public static final Setting<Boolean> DNSSEC =
      Setting.bool("resolver.dnssec.enable")
          .or(false)
          .onRestart()
          .says(
              "Whether answers are proven by DNSSEC from `resolver.dnssec.trust-anchor` on; one"
                  + " that contradicts its signatures is a temporary failure. The name servers must"
                  + " pass signatures on. When `false`, what name servers say of DNSSEC is"
                  + " believed.");

  /// Where proof begins.
  public static final Setting<String> TRUST_ANCHOR =
      Setting.text("resolver.dnssec.trust-anchor")
          .content()
          .unsetMeans("the keys of the root zone")
          .onRestart()
          .says("Where proof by DNSSEC begins: `DS` or `DNSKEY` records as a zone file has them.");

  /// The anchor must be one.
  public static final SettingRule ANCHOR =
      (configuration, problems) ->
          configuration
              .find(TRUST_ANCHOR)
              .filter(text -> AnswerRules.anchors(text).isEmpty())
              .ifPresent(_ ->
                  problems.accept(
                      configuration.problem(
                          "is not DS or DNSKEY records as a zone file has them", TRUST_ANCHOR)));

  /// How long old answers serve.
  public static final Setting<Optional<Duration>> STALE =
      Setting.of("resolver.stale.max-age", ValueTypes.DURATION_TYPE.orNone())
          .or(Optional.of(Duration.ofDays(1)))
          .onRestart()
          .says(
              "For how long after its time to live an answer serves while no name server gives a"
                  + " new one (RFC 8767). What DNSSEC proved, and certificate associations, never"
                  + " do.");

  /// How long new ones are waited for.
  public static final Setting<Duration> STALE_WAIT =
      Setting.duration("resolver.stale.wait")
          .or(Duration.ofMillis(1_800))
          .onRestart()
          .says("How long a new answer is waited for before an old one serves.");

  /// Cached MX records.
  public static final Setting<Integer> MX_CACHE = cache("mx", "mail exchangers of domains");

  /// Cached IPv4 addresses.
  public static final Setting<Integer> IPV4_CACHE = cache("ipv4", "IPv4 addresses of hosts");

  /// Cached IPv6 addresses.
  public static final Setting<Integer> IPV6_CACHE = cache("ipv6", "IPv6 addresses of hosts");

  /// Cached texts.
  public static final Setting<Integer> TXT_CACHE = cache("txt", "text records");

  /// Cached names.
  public static final Setting<Integer> PTR_CACHE = cache("ptr", "names of addresses");

  /// Cached certificate associations.
  public static final Setting<Integer> TLSA_CACHE = cache("tlsa", "certificate associations");

  /// Cached answers of block lists.
  public static final Setting<Integer> RBL_CACHE = cache("rbl", "entries of block lists");

  /// Sizes of later files, which mean something else.
  public static final Setting<String> BYTES =
      Setting.of(
              "cache.dns.<kind>.size",
              ValueType.<String>ofScalar(
                  "nothing",
                  "taken: it counts bytes. Say the number of entries by cache.resolver.<kind>.size",
                  _ -> Optional.empty(),
                  value -> value))
          .unsetMeans("nothing")
          .onRestart()
          .says("Refused: later files count bytes here, `cache.resolver.<kind>.size` entries.");

  /// The keys of the root zone of 2017 and 2024, as IANA publishes them.
  private static final String ROOT =
      """
      . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
      . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
      """;

  private ResolverSettings() {}

  /// Known sets of name servers.
  public enum Type {
    /// Those of the machine.
    SYSTEM,
    /// Cloudflare, by UDP.
    CLOUDFLARE,
    /// Cloudflare, by TLS.
    CLOUDFLARE_TLS,
    /// Quad9, by UDP.
    QUAD9,
    /// Quad9, by TLS.
    QUAD9_TLS,
    /// Google, by UDP.
    GOOGLE,
    /// Google, by TLS.
    GOOGLE_TLS,
    /// Those of `resolver.custom`.
    CUSTOM
  }

  /// The rules that are configured.
  public static ResolverRules rules(Configuration configuration) {
    return new ResolverRules(
        servers(configuration),
        configuration.get(TIMEOUT),
        configuration.get(ATTEMPTS),
        configuration.get(CONCURRENCY),
        configuration.get(TRY_TCP_ON_ERROR),
        configuration.get(EDNS));
  }

  /// What is made of answers.
  ///
  /// @param clock by which signatures run out
  public static AnswerRules answers(Configuration configuration, InstantSource clock) {
    Optional<AnswerRules.Validation> validation =
        configuration.get(DNSSEC)
            ? Optional.of(
                new AnswerRules.Validation(configuration.find(TRUST_ANCHOR).orElse(ROOT), clock))
            : Optional.empty();
    return new AnswerRules(configuration.get(PRESERVE_INTERMEDIATES), validation);
  }

  /// How long answers are kept.
  public static KeepingRules keeping(Configuration configuration) {
    return new KeepingRules(
        configuration.get(STALE).orElse(Duration.ZERO), configuration.get(STALE_WAIT));
  }

  /// The caches that are configured.
  public static ResolverCaches caches(Configuration configuration, Cache.Factory factory) {
    return new ResolverCaches(
        factory.create(spec(configuration, "mx", MX_CACHE)),
        factory.create(spec(configuration, "ipv4", IPV4_CACHE)),
        factory.create(spec(configuration, "ipv6", IPV6_CACHE)),
        factory.create(spec(configuration, "txt", TXT_CACHE)),
        factory.create(spec(configuration, "ptr", PTR_CACHE)),
        factory.create(spec(configuration, "tlsa", TLSA_CACHE)),
        factory.create(spec(configuration, "rbl", RBL_CACHE)));
  }

  private static List<NameServer> servers(Configuration configuration) {
    return switch (configuration.get(TYPE)) {
      case SYSTEM -> system();
      case CLOUDFLARE -> of("udp://1.1.1.1", "udp://1.0.0.1");
      case CLOUDFLARE_TLS -> of("tls://1.1.1.1", "tls://1.0.0.1");
      case QUAD9 -> of("udp://9.9.9.9", "udp://149.112.112.112");
      case QUAD9_TLS -> of("tls://9.9.9.9", "tls://149.112.112.112");
      case GOOGLE -> of("udp://8.8.8.8", "udp://8.8.4.4");
      case GOOGLE_TLS -> of("tls://8.8.8.8", "tls://8.8.4.4");
      case CUSTOM -> {
        List<NameServer> given = configuration.get(CUSTOM);
        yield given.isEmpty() ? system() : given;
      }
    };
  }

  private static List<NameServer> of(String... urls) {
    return List.of(urls).stream().map(NameServer::parse).flatMap(Optional::stream).toList();
  }

  /// What `/etc/resolv.conf` names, or else a name server on this machine, as resolvers do.
  private static List<NameServer> system() {
    var provider = new ResolvConfResolverConfigProvider();
    provider.initialize();
    var servers = new ArrayList<NameServer>();
    for (InetSocketAddress address : provider.servers()) {
      servers.add(new NameServer(NameServer.Transport.UDP, address));
    }
    return servers.isEmpty() ? of("udp://127.0.0.1") : servers;
  }

  private static ValueType<NameServer> server() {
    return ValueType.ofScalar(
        "name server",
        "a name server such as udp://127.0.0.1:53, tcp://[::1] or tls://192.0.2.1",
        scalar -> NameServer.parse(scalar.text()),
        server -> "\"" + server + "\"");
  }

  private static Setting<Integer> cache(String kind, String what) {
    return Setting.integer("cache.resolver." + kind + ".size", 1, 1_000_000)
        .or(1024)
        .formerly("resolver.cache." + kind)
        .onRestart()
        .says("Answers about " + what + " that are kept in memory.");
  }

  private static Cache.Spec spec(Configuration configuration, String kind, Setting<Integer> size) {
    return new Cache.Spec("resolver." + kind, configuration.get(size), null);
  }
}
