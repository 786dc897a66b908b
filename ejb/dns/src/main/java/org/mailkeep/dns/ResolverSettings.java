package org.mailkeep.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.kernel.Cache;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueType;
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

  /// The caches that are configured.
  public static ResolverCaches caches(Configuration configuration, Cache.Factory factory) {
    return new ResolverCaches(
        factory.create(spec(configuration, "mx", MX_CACHE)),
        factory.create(spec(configuration, "ipv4", IPV4_CACHE)),
        factory.create(spec(configuration, "ipv6", IPV6_CACHE)),
        factory.create(spec(configuration, "txt", TXT_CACHE)),
        factory.create(spec(configuration, "ptr", PTR_CACHE)),
        factory.create(spec(configuration, "tlsa", TLSA_CACHE)));
  }

  private static List<NameServer> servers(Configuration configuration) {
    return switch (configuration.get(TYPE)) {
      case SYSTEM -> system();
      case CLOUDFLARE -> of("udp://1.1.1.1", "udp://1.0.0.1");
      case CLOUDFLARE_TLS -> of("tls://1.1.1.1", "tls://1.0.0.1");
      case QUAD9 -> of("udp://9.9.9.9", "udp://149.112.112.112");
      case QUAD9_TLS -> of("tls://9.9.9.9", "tls://149.112.112.112");
      case GOOGLE -> of("udp://8.8.8.8", "udp://8.8.4.4");
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
