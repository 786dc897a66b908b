package org.mailkeep.store.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of Redis.
public final class RedisSettings {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_CONNECTIONS = 10;

  /// What the URLs name.
  public enum Type {
    /// One server.
    SINGLE,
    /// Servers of a cluster.
    CLUSTER,
    /// Sentinels.
    SENTINEL
  }

  /// What the URLs name.
  public static final Setting<Type> TYPE =
      Setting.choice("store.<id>.redis-type", Type.class)
          .or(Type.SINGLE)
          .onRestart()
          .says(
              "Whether the URLs of a store of type `redis` name its one server, some servers of a"
                  + " cluster, or sentinels who know which server is the master.");

  /// What sentinels call it.
  public static final Setting<String> MASTER =
      Setting.text("store.<id>.sentinel.master")
          .or("mymaster")
          .onRestart()
          .says("The name by which sentinels know the servers.");

  /// Who logs in at sentinels.
  public static final Setting<String> SENTINEL_USER =
      Setting.text("store.<id>.sentinel.user")
          .unsetMeans("none")
          .onRestart()
          .says("The user as whom Mailkeep logs in at sentinels.");

  /// How it logs in there.
  public static final Setting<String> SENTINEL_PASSWORD =
      Setting.text("store.<id>.sentinel.password")
          .secret()
          .unsetMeans("none")
          .onRestart()
          .says("The password for sentinels.");

  /// Who may answer.
  public static final Setting<Boolean> REPLICAS =
      Setting.bool("store.<id>.read-from-replicas")
          .or(false)
          .onRestart()
          .says("Whether replicas of a cluster, which may be behind, answer reads.");

  /// How long a connection may take.
  public static final Setting<Duration> CREATE =
      Setting.duration("store.<id>.pool.create-timeout")
          .or(Duration.ofSeconds(30))
          .onRestart()
          .says("How long a connection to Redis may take to be made.");

  /// How long one may be waited for.
  public static final Setting<Duration> AWAIT =
      Setting.duration("store.<id>.pool.wait-timeout")
          .or(Duration.ofSeconds(30))
          .onRestart()
          .says("How long a look-up waits for a connection to Redis to come free.");

  /// How long a check may take.
  public static final Setting<Duration> RECYCLE =
      Setting.duration("store.<id>.pool.recycle-timeout")
          .or(Duration.ofSeconds(30))
          .onRestart()
          .says("How long idle connections to Redis stay before they are checked, or closed.");

  /// What is asked about Redis.
  public static final Form FORM =
      Form.of(
          "store",
          StoreSettings.Type.REDIS,
          Question.optional(TYPE),
          Question.required(StoreSettings.URLS),
          Question.optional(StoreSettings.USER),
          Question.optional(StoreSettings.PASSWORD));

  /// What Redis needs.
  public static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : StoreSettings.enabled(configuration)) {
          if (StoreSettings.type(configuration, id) == StoreSettings.Type.REDIS) {
            check(configuration, id, problems);
          }
        }
      };

  private RedisSettings() {}

  /// How a store is opened.
  ///
  /// @param id of a store of this type
  public static RedisConfig config(Configuration configuration, String id) {
    List<URI> urls = urls(configuration, id);
    URI first = urls.getFirst();
    return new RedisConfig(
        id,
        kind(configuration, id),
        urls.stream().map(url -> new RedisConfig.Server(url.getHost(), port(url))).toList(),
        login(configuration, id, first),
        encryption(configuration, id, first),
        new RedisConfig.Exchange(
            configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
            configuration.get(StoreSettings.RETRIES, id),
            configuration.get(StoreSettings.LEAST_PAUSE, id),
            configuration.get(StoreSettings.MOST_PAUSE, id)),
        new RedisConfig.Pool(
            configuration.find(StoreSettings.MOST_CONNECTIONS, id).orElse(MOST_CONNECTIONS),
            configuration.get(CREATE, id),
            configuration.get(AWAIT, id),
            configuration.get(RECYCLE, id)));
  }

  private static RedisConfig.Kind kind(Configuration configuration, String id) {
    return switch (configuration.get(TYPE, id)) {
      case SINGLE -> new RedisConfig.Kind.Single();
      case CLUSTER -> new RedisConfig.Kind.Cluster(configuration.get(REPLICAS, id));
      case SENTINEL ->
          new RedisConfig.Kind.Sentinel(
              configuration.get(MASTER, id),
              new RedisConfig.Login(
                  configuration.find(SENTINEL_USER, id),
                  configuration.find(SENTINEL_PASSWORD, id),
                  0));
    };
  }

  /// As the settings say, or else the URL.
  private static RedisConfig.Login login(Configuration configuration, String id, URI url) {
    String info = url.getUserInfo() == null ? "" : url.getUserInfo();
    int colon = info.indexOf(':');
    String user = colon < 0 ? "" : info.substring(0, colon);
    String password = info.substring(colon + 1);
    return new RedisConfig.Login(
        configuration.find(StoreSettings.USER, id).or(() -> given(user)),
        configuration.find(StoreSettings.PASSWORD, id).or(() -> given(password)),
        database(url));
  }

  private static Optional<ServerTrust> encryption(Configuration configuration, String id, URI url) {
    if (!isEncrypted(configuration, id, url)) {
      return Optional.empty();
    }
    return Optional.of(
        takesAny(url) ? new ServerTrust.Anyone() : StoreSettings.TRUST.of(configuration, id));
  }

  private static boolean isEncrypted(Configuration configuration, String id, URI url) {
    return "rediss".equals(url.getScheme()) || configuration.get(StoreSettings.TLS, id);
  }

  private static boolean takesAny(URI url) {
    return "insecure".equals(url.getFragment());
  }

  private static void check(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    if (configuration.find(StoreSettings.URLS, id).map(List::isEmpty).orElse(true)) {
      problems.accept(
          configuration.problem("a store of type redis needs it", StoreSettings.URLS, id));
      return;
    }
    List<String> texts = configuration.get(StoreSettings.URLS, id);
    List<URI> urls = urls(configuration, id);
    if (urls.size() < texts.size()) {
      problems.accept(
          configuration.problem(
              "must be URLs such as redis://redis.example.org:6379", StoreSettings.URLS, id));
      return;
    }
    checkTrust(configuration, id, urls.getFirst(), problems);
    Type type = configuration.get(TYPE, id);
    if (type == Type.SINGLE && urls.size() > 1) {
      problems.accept(
          configuration.problem("one server has one URL; see redis-type", StoreSettings.URLS, id));
    }
    if (type == Type.CLUSTER && database(urls.getFirst()) != 0) {
      problems.accept(
          configuration.problem("a cluster has one database only", StoreSettings.URLS, id));
    }
  }

  private static void checkTrust(
      Configuration configuration, String id, URI first, Consumer<ConfigurationProblem> problems) {
    Optional<String> lacking =
        isEncrypted(configuration, id, first)
            ? Optional.empty()
            : Optional.of("rediss:// in " + StoreSettings.URLS.key(id));
    StoreSettings.TRUST.check(configuration, id, lacking, problems);
    if (takesAny(first) && configuration.isSet(StoreSettings.TLS_CA, id)) {
      problems.accept(
          configuration.problem(
              "does nothing with #insecure in " + StoreSettings.URLS.key(id),
              StoreSettings.TLS_CA,
              id));
    }
  }

  private static List<URI> urls(Configuration configuration, String id) {
    List<URI> urls = new ArrayList<>();
    for (String text : configuration.find(StoreSettings.URLS, id).orElse(List.of())) {
      url(text).ifPresent(urls::add);
    }
    return urls;
  }

  private static Optional<URI> url(String text) {
    try {
      var url = new URI(text);
      boolean redis = "redis".equals(url.getScheme()) || "rediss".equals(url.getScheme());
      boolean whole = url.getHost() != null && url.getRawPath().matches("(/\\d{0,4})?");
      return redis && whole ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static int port(URI url) {
    return url.getPort() < 0 ? 6379 : url.getPort();
  }

  private static int database(URI url) {
    String path = url.getPath();
    return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
