package org.mailkeep.store.elasticsearch;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/// `store.<id>.*` of Elasticsearch and OpenSearch.
public final class ElasticsearchSettings {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_CONNECTIONS = 10;
  private static final String NAME_PATTERN = "[a-z0-9][a-z0-9_.-]{0,99}";

  /// A deployment in Elastic's cloud.
  public static final Setting<String> CLOUD_ID =
      Setting.text("store.<id>.cloud-id")
          .unsetMeans("none")
          .onRestart()
          .says("The id of a deployment in Elastic's cloud, instead of `urls`.");

  /// What the index is called.
  public static final Setting<String> NAME =
      Setting.text("store.<id>.index.name")
          .or("mailkeep")
          .onRestart()
          .says(
              "The name of the index in Elasticsearch; another one for each Mailkeep that shares"
                  + " the cluster.");

  /// How many parts it has.
  public static final Setting<Integer> SHARDS =
      Setting.integer("store.<id>.index.shards", 1, 1_024)
          .or(3)
          .onRestart()
          .says(
              "Shards of the index in Elasticsearch, when it is made; each account lies in one of"
                  + " them.");

  /// How many copies of each.
  public static final Setting<Integer> REPLICAS =
      Setting.integer("store.<id>.index.replicas", 0, 100)
          .or(0)
          .onRestart()
          .says("Copies of each shard on other nodes of Elasticsearch.");

  /// How large requests are.
  public static final Setting<DataSize> BULK_SIZE =
      Setting.size("store.<id>.bulk.max-size")
          .orText("5m")
          .onRestart()
          .says(
              "Octets that are sent to Elasticsearch at once, from 64k to 90m; a single message"
                  + " with more words goes alone.");

  /// How many documents they hold.
  public static final Setting<Integer> BULK_DOCUMENTS =
      Setting.integer("store.<id>.bulk.max-documents", 1, 100_000)
          .or(1_000)
          .onRestart()
          .says("Messages that are added to or removed from Elasticsearch at once.");

  /// What is asked about Elasticsearch.
  public static final Form FORM =
      Form.of(
              "store",
              StoreSettings.Type.ELASTICSEARCH,
              Question.required(StoreSettings.URLS),
              Question.optional(StoreSettings.USER),
              Question.optional(StoreSettings.PASSWORD))
          .unless(CLOUD_ID);

  /// What it needs.
  public static final SettingRule COMPLETE =
      (configuration, problems) -> {
        for (String id : StoreSettings.enabled(configuration)) {
          if (StoreSettings.type(configuration, id) == StoreSettings.Type.ELASTICSEARCH) {
            checkPlace(configuration, id, problems);
            checkTrust(configuration, id, problems);
            checkRest(configuration, id, problems);
          }
        }
      };

  private static final DataSize LEAST_BULK = new DataSize(64 << 10);
  private static final DataSize MOST_BULK = new DataSize(90 << 20);

  private ElasticsearchSettings() {}

  /// How a store is opened.
  ///
  /// @param id of a store of this type
  public static ElasticsearchConfig config(Configuration configuration, String id) {
    Optional<URI> cloud = configuration.find(CLOUD_ID, id).flatMap(CloudId::url);
    return new ElasticsearchConfig(
        id,
        new ElasticsearchConfig.Place(
            cloud.isPresent() ? "cloud-id" : "urls",
            cloud.map(List::of).orElseGet(() -> urls(configuration, id)),
            StoreSettings.TRUST.of(configuration, id)),
        configuration
            .find(StoreSettings.USER, id)
            .map(user ->
                new ElasticsearchConfig.Login(
                    user, configuration.find(StoreSettings.PASSWORD, id).orElse(""))),
        new ElasticsearchConfig.Exchange(
            configuration.find(StoreSettings.TIMEOUT, id).orElse(TIMEOUT),
            configuration.get(StoreSettings.RETRIES, id),
            configuration.get(StoreSettings.LEAST_PAUSE, id),
            configuration.get(StoreSettings.MOST_PAUSE, id),
            configuration.find(StoreSettings.MOST_CONNECTIONS, id).orElse(MOST_CONNECTIONS)),
        new ElasticsearchConfig.Bulk(
            configuration.get(BULK_SIZE, id).bytes(), configuration.get(BULK_DOCUMENTS, id)),
        new ElasticsearchConfig.Index(
            configuration.get(NAME, id),
            configuration.get(SHARDS, id),
            configuration.get(REPLICAS, id)));
  }

  private static void checkPlace(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    List<String> texts = configuration.find(StoreSettings.URLS, id).orElse(List.of());
    Optional<String> cloud = configuration.find(CLOUD_ID, id);
    if (texts.isEmpty() == cloud.isEmpty()) {
      problems.accept(
          configuration.problem(
              "a store of type elasticsearch needs it, or cloud-id, and not both",
              StoreSettings.URLS,
              id));
    }
    if (urls(configuration, id).size() < texts.size()) {
      problems.accept(
          configuration.problem(
              "must be URLs such as https://search.example.org:9200", StoreSettings.URLS, id));
    }
    if (cloud.isPresent() && cloud.flatMap(CloudId::url).isEmpty()) {
      problems.accept(configuration.problem("must be as Elastic's cloud shows it", CLOUD_ID, id));
    }
  }

  private static void checkTrust(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    boolean encrypted =
        configuration.isSet(CLOUD_ID, id)
            || urls(configuration, id).stream().allMatch(url -> "https".equals(url.getScheme()));
    StoreSettings.TRUST.check(
        configuration,
        id,
        encrypted ? Optional.empty() : Optional.of("https:// in " + StoreSettings.URLS.key(id)),
        problems);
  }

  private static void checkRest(
      Configuration configuration, String id, Consumer<ConfigurationProblem> problems) {
    boolean user = configuration.find(StoreSettings.USER, id).isPresent();
    if (user != configuration.find(StoreSettings.PASSWORD, id).isPresent()) {
      problems.accept(configuration.problem("goes with a password", StoreSettings.USER, id));
    }
    if (!configuration.get(NAME, id).matches(NAME_PATTERN)) {
      problems.accept(
          configuration.problem("must be small letters, digits, `_`, `-` and `.`", NAME, id));
    }
    DataSize bulk = configuration.get(BULK_SIZE, id);
    if (bulk.compareTo(LEAST_BULK) < 0 || bulk.compareTo(MOST_BULK) > 0) {
      problems.accept(configuration.problem("must be from 64k to 90m", BULK_SIZE, id));
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
      var url = new URI(text.replaceFirst("/+$", ""));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain = url.getUserInfo() == null && url.getQuery() == null;
      return http && plain && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
