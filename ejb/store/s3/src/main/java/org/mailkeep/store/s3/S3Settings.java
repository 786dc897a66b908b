package org.mailkeep.store.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Question;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.store.api.StoreSettings;

/// `store.<id>.*` of buckets.
public final class S3Settings {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final DataSize LARGEST_PART = new DataSize(1L << 30);

  /// The bucket.
  public static final Setting<String> BUCKET =
      Setting.text("store.<id>.bucket")
          .unsetMeans("required for S3")
          .onRestart()
          .says("Name of the bucket of a store of type `s3`; it must exist.");

  /// Where it is.
  public static final Setting<String> REGION =
      Setting.text("store.<id>.region")
          .unsetMeans("required for S3")
          .onRestart()
          .says("The bucket's region, such as `eu-central-1`; `us-east-1` for most other servers.");

  /// Whose it is.
  public static final Setting<String> ENDPOINT =
      Setting.text("store.<id>.endpoint")
          .unsetMeans("Amazon's server of the region")
          .onRestart()
          .says("URL of a server that speaks S3's protocol, such as `https://s3.example.org`.");

  /// How the bucket is named.
  public static final Setting<Boolean> PATH_STYLE =
      Setting.bool("store.<id>.path-style")
          .unsetMeans("`true` with an endpoint, else `false`")
          .onRestart()
          .says("Whether the bucket is named in the path of an object's URL, not in its host.");

  /// Who asks.
  public static final Setting<String> ACCESS_KEY =
      Setting.text("store.<id>.access-key")
          .unsetMeans("what the environment of the process says")
          .onRestart()
          .says("The access key of who may read and write the bucket.");

  /// With which key.
  public static final Setting<String> SECRET_KEY =
      Setting.text("store.<id>.secret-key")
          .secret()
          .unsetMeans("none")
          .onRestart()
          .says("The secret key that belongs to the access key.");

  /// Keys for a while.
  public static final Setting<String> SESSION_TOKEN =
      Setting.text("store.<id>.session-token")
          .formerly("store.<id>.security-token")
          .secret()
          .unsetMeans("none")
          .onRestart()
          .says("The token that belongs to temporary keys.");

  /// Keys from a file.
  public static final Setting<String> PROFILE =
      Setting.text("store.<id>.profile")
          .unsetMeans("none")
          .onRestart()
          .says("Profile of `~/.aws/credentials` that holds the keys, instead of `access-key`.");

  /// How often.
  public static final Setting<Integer> RETRIES =
      Setting.integer("store.<id>.max-retries", 0, 20)
          .or(3)
          .onRestart()
          .says(
              "How often a request is made again, after a growing pause, that failed for the"
                  + " moment, within `timeout`.");

  /// What is held in memory.
  public static final Setting<DataSize> PART =
      Setting.size("store.<id>.part-size")
          .or(S3Config.LEAST_PART)
          .onRestart()
          .says(
              "Larger messages are sent to S3 in parts of this size, at least 5m. Each message that"
                  + " is being received holds at most one in memory.");

  /// What is checked.
  public static final Setting<S3Config.Checksums> CHECKSUMS =
      Setting.choice("store.<id>.checksums", S3Config.Checksums.class)
          .or(S3Config.Checksums.REQUIRED)
          .onRestart()
          .says(
              "Whether each request that can carries a checksum, or only those that must; some"
                  + " servers, such as Ceph, refuse the former.");

  /// What is asked about a bucket.
  public static final Form FORM =
      Form.of(
          "store",
          StoreSettings.Type.S3,
          Question.optional(ENDPOINT),
          Question.required(REGION),
          Question.required(BUCKET),
          Question.optional(StoreSettings.PREFIX),
          Question.optional(ACCESS_KEY),
          Question.optional(SECRET_KEY).with(ACCESS_KEY));

  /// What a bucket needs.
  public static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : StoreSettings.enabled(configuration)) {
          if (StoreSettings.type(configuration, id) == StoreSettings.Type.S3) {
            check(configuration, id, problems);
          }
        }
      };

  private S3Settings() {}

  /// How a store is opened.
  ///
  /// @param id of a store of this type
  public static S3Config config(Configuration configuration, String id) {
    Optional<URI> endpoint = configuration.find(ENDPOINT, id).flatMap(S3Settings::url);
    return new S3Config(
        id,
        new S3Config.Place(
            configuration.get(BUCKET, id),
            configuration.get(REGION, id),
            endpoint,
            configuration.get(StoreSettings.PREFIX, id),
            configuration.find(PATH_STYLE, id).orElse(endpoint.isPresent()),
            StoreSettings.TRUST.of(configuration, id)),
        login(configuration, id),
        new S3Config.Exchange(
            configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
            configuration.get(RETRIES, id),
            configuration.get(PART, id),
            configuration.get(CHECKSUMS, id)));
  }

  private static S3Config.Login login(Configuration configuration, String id) {
    Optional<String> access = configuration.find(ACCESS_KEY, id);
    if (access.isPresent()) {
      return new S3Config.Login.Keys(
          access.get(),
          configuration.find(SECRET_KEY, id).orElse(""),
          configuration.find(SESSION_TOKEN, id));
    }
    return configuration
        .find(PROFILE, id)
        .<S3Config.Login>map(S3Config.Login.Profile::new)
        .orElse(new S3Config.Login.Surroundings());
  }

  private static void check(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    FORM.check(configuration, id, problems);
    if (configuration.find(ENDPOINT, id).filter(text -> url(text).isEmpty()).isPresent()) {
      problems.accept(configuration.problem("must be an http or https URL", ENDPOINT, id));
    }
    boolean encrypted =
        configuration
            .find(ENDPOINT, id)
            .flatMap(S3Settings::url)
            .filter(url -> url.getScheme().equals("http"))
            .isEmpty();
    StoreSettings.TRUST.check(
        configuration,
        id,
        encrypted ? Optional.empty() : Optional.of("https:// in " + ENDPOINT.key(id)),
        problems);
    if (configuration.isSet(ACCESS_KEY, id) != configuration.isSet(SECRET_KEY, id)) {
      problems.accept(
          configuration.problem("access-key and secret-key belong together", ACCESS_KEY, id));
    }
    DataSize part = configuration.get(PART, id);
    if (part.compareTo(S3Config.LEAST_PART) < 0 || part.compareTo(LARGEST_PART) > 0) {
      problems.accept(configuration.problem("must be from 5m to 1g", PART, id));
    }
  }

  private static Optional<URI> url(String text) {
    try {
      var url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
