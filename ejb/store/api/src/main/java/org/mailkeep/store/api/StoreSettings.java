package org.mailkeep.store.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mailkeep.kernel.Cron;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.TrustSettings;
import org.mailkeep.settings.ValueTypes;
import org.mailkeep.store.api.spi.CommitQueue;

/// `store.<id>.*` as far as all stores share it, and `storage.*`: which store serves which role.
/// When a file names no store, an embedded one in the instance's folder `data` serves all.
public final class StoreSettings {
  /// The id of the store that there is when a file names none.
  public static final String EMBEDDED = "rocksdb";

  /// The kinds of stores.
  public enum Type {
    /// Embedded files: data, blobs, full-text indexes, look-ups.
    ROCKSDB,
    /// A FoundationDB cluster: data, blobs, full-text indexes, look-ups.
    FOUNDATIONDB,
    /// A PostgreSQL database: data, blobs, full-text indexes, look-ups.
    POSTGRESQL,
    /// A MySQL or MariaDB database: data, blobs, full-text indexes, look-ups.
    MYSQL,
    /// A file of SQLite: data, blobs, full-text indexes, look-ups.
    SQLITE,
    /// A folder of files: blobs.
    FS,
    /// A bucket of S3: blobs.
    S3,
    /// Elasticsearch or OpenSearch: full-text indexes.
    ELASTICSEARCH,
    /// Redis: look-ups.
    REDIS,
    /// The process's memory: look-ups of one node.
    MEMORY;

    /// Whether such a store can have a role.
    public boolean serves(Role role) {
      return switch (this) {
        case ROCKSDB, FOUNDATIONDB, POSTGRESQL, MYSQL, SQLITE -> true;
        case FS, S3 -> role == Role.BLOB;
        case ELASTICSEARCH -> role == Role.FTS;
        case REDIS, MEMORY -> role == Role.LOOKUP;
      };
    }
  }

  /// What a store is for.
  public enum Role {
    /// Accounts, mailboxes, the queue and all other records.
    DATA("data"),
    /// Messages and scripts.
    BLOB("blobs"),
    /// The index that searches ask.
    FTS("full-text index"),
    /// Short-lived facts.
    LOOKUP("look-ups");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  /// How a store compresses.
  public enum Compression {
    /// Not at all.
    NONE,
    /// By LZ4: quick, for texts.
    LZ4,
    /// By Zstandard: smaller, slower.
    ZSTD
  }

  /// What a store is.
  public static final Setting<Type> TYPE =
      Setting.choice("store.<id>.type", Type.class)
          .required()
          .onRestart()
          .says("The kind of store.");

  /// Whether it rests.
  public static final Setting<Boolean> DISABLE =
      Setting.bool("store.<id>.disable")
          .or(false)
          .onRestart()
          .says(
              "Whether a store is left alone; then it has no role, and nothing of it is checked.");

  /// Where its files lie.
  public static final Setting<Path> PATH =
      Setting.path("store.<id>.path")
          .or(Path.of("data"))
          .onRestart()
          .says(
              "Folder of an embedded store or of one of type `fs`, or file of SQLite; a relative"
                  + " one starts at the instance's folder.");

  /// How it compresses.
  public static final Setting<Compression> COMPRESSION =
      Setting.choice("store.<id>.compression", Compression.class)
          .or(Compression.NONE)
          .onRestart()
          .says(
              "How messages are compressed, and how the files of an embedded store are; what is"
                  + " stored already stays as it is.");

  /// Who serves the data role.
  public static final Setting<String> DATA =
      Setting.text("storage.data")
          .formerly("jmap.store.data")
          .idOf("store")
          .unsetMeans("an embedded store in the instance's folder `data`")
          .onRestart()
          .says("The store of accounts, mailboxes, the queue and all other records.");

  /// Who serves the blob role.
  public static final Setting<String> BLOB =
      Setting.text("storage.blob")
          .formerly("jmap.store.blob")
          .idOf("store")
          .unsetMeans("the store of `storage.data`")
          .onRestart()
          .says("The store of messages and scripts.");

  /// Where blobs are that have not moved yet.
  public static final Setting<String> BLOB_BEFORE =
      Setting.text("storage.blob-before")
          .idOf("store")
          .unsetMeans("none")
          .onRestart()
          .says(
              "The store where messages lie that were not yet moved to that of `storage.blob`."
                  + " `config/mailkeep store migrate` writes it, and takes it away when nothing is"
                  + " left there.");

  /// Who serves the full-text role.
  public static final Setting<String> FTS =
      Setting.text("storage.fts")
          .formerly("jmap.store.fts")
          .idOf("store")
          .unsetMeans("the store of `storage.data`")
          .onRestart()
          .says(
              "The store of the full-text index. When another one is named, all mail is indexed"
                  + " anew, while searches go on.");

  /// Who serves the lookup role.
  public static final Setting<String> LOOKUP =
      Setting.text("storage.lookup")
          .idOf("store")
          .unsetMeans("the store of `storage.data`")
          .onRestart()
          .says("The store of counters, rate limits, locks and other short-lived facts.");

  /// How long commits may wait for a move.
  public static final Setting<Duration> MOVE_PAUSE =
      Setting.duration("storage.move.pause")
          .or(Duration.ofSeconds(5))
          .onRestart()
          .says(
              "How long commits may wait while a store is exchanged for the one that it was moved"
                  + " into. When that does not suffice, they go on and it is tried again.");

  /// How much commits are slowed down for a move.
  public static final Setting<Duration> MOVE_SLOWDOWN =
      Setting.duration("storage.move.slowdown")
          .or(Duration.ofSeconds(1))
          .onRestart()
          .says(
              "When more is written than a move can carry over, each commit is slowed down, at last"
                  + " by this. With 0s they are not; then a move may never come to its end.");

  /// Whether a store is used whose data was moved away.
  public static final Setting<Boolean> TAKE_BACK =
      Setting.bool("store.<id>.take-back")
          .or(false)
          .onRestart()
          .says(
              "Whether a store is used again whose data was moved into another one: as it was"
                  + " then, without what has happened since.");

  /// How blobs are cut.
  public static final Setting<Integer> CHUNK =
      Setting.integer("blob.chunk-size", 1_024, Batch.MAX_VALUE)
          .or(BlobLimits.DEFAULT.chunk())
          .onRestart()
          .says(
              "Octets of the pieces in which messages are stored. Each message that is being"
                  + " received holds one in memory.");

  /// How long octets stay that nobody refers to.
  public static final Setting<Duration> RESERVATION =
      Setting.duration("blob.reservation")
          .or(BlobLimits.DEFAULT.reservation())
          .onRestart()
          .says(
              "How long a message's octets stay when nobody refers to them: received but not yet"
                  + " accepted, or deleted while somebody may still read them. At least 1s.");

  /// How many entries a lookup store in memory holds.
  public static final Setting<Integer> LOOKUP_ENTRIES =
      Setting.integer("store.<id>.entries", 1_000, 100_000_000)
          .or(1_000_000)
          .onRestart()
          .says("The most entries that a lookup store in memory holds.");

  /// What is asked about look-ups in memory: nothing.
  public static final Form MEMORY = Form.of("store", Type.MEMORY);

  /// When it is purged.
  public static final Setting<Cron> PURGE =
      Setting.schedule("store.<id>.purge.frequency")
          .or(new Cron(15, OptionalInt.empty(), OptionalInt.empty()))
          .onRestart()
          .says(
              "When messages that nobody refers to any more, and look-ups that have expired, are"
                  + " deleted from a store; what was missed while no server ran is made up. It"
                  + " counts for the stores of `storage.blob` and `storage.lookup`.");

  /// How long a node that died holds others up.
  public static final Setting<Duration> LEASE =
      Setting.duration("storage.lease")
          .orText("1m")
          .onRestart()
          .says(
              "Of several nodes on one store, one does each purge. How long after its death, or"
                  + " when it stands still, another takes over. At least 1s.");

  /// What counts as slow.
  public static final Setting<Duration> SLOW =
      Setting.duration("store.<id>.slow")
          .or(Duration.ofSeconds(1))
          .onRestart()
          .says("A read or commit that takes longer is told of in the log.");

  /// How often it is checked.
  public static final Setting<Duration> CHECK =
      Setting.duration("store.<id>.check")
          .or(Duration.ofSeconds(10))
          .onRestart()
          .says(
              "How often a store is written and read to know whether it serves; `/healthz/ready`"
                  + " tells when it does not. After a failure it is checked each second.");

  /// How many commits wait.
  public static final Setting<Integer> COMMIT_QUEUE =
      Setting.integer("store.<id>.commit.queue", 1, 1_000_000)
          .or(CommitQueue.DEFAULT.length())
          .onRestart()
          .says("Commits that wait for a store's one writer; more wait to be let in.");

  /// How long a commit waits.
  public static final Setting<Duration> COMMIT_TIMEOUT =
      Setting.duration("store.<id>.commit.timeout")
          .or(CommitQueue.DEFAULT.timeout())
          .onRestart()
          .says("After which a commit that waits ends as a temporary failure.");

  /// How long a server may take to be reached.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("store.<id>.timeout")
          .formerly("store.<id>.timeout.connect")
          .formerly("store.<id>.timeout.wait")
          .formerly("store.<id>.pool.connect-timeout")
          .unsetMeans("15s for databases, 30s for S3, Elasticsearch and lists, 10s for Redis")
          .onRestart()
          .says(
              "How long a connection may take to be made, or to come free; with S3, Redis and"
                  + " Elasticsearch also how long an answer may take, and how long a list of the"
                  + " web may take to be fetched.");

  /// Who logs in.
  public static final Setting<String> USER =
      Setting.text("store.<id>.user")
          .formerly("store.<id>.username")
          .unsetMeans("none")
          .onRestart()
          .says("The user as whom Mailkeep logs in at a store's server.");

  /// How it logs in.
  public static final Setting<String> PASSWORD =
      Setting.text("store.<id>.password")
          .secret()
          .unsetMeans("none")
          .onRestart()
          .says("The user's password.");

  /// How keys begin.
  public static final Setting<String> PREFIX =
      Setting.text("store.<id>.key-prefix")
          .or("")
          .onRestart()
          .says(
              "Begins the key of each object in a bucket, such as `mail/`, or of all in a"
                  + " FoundationDB cluster, and keeps them apart from others'.");

  /// Whether connections are encrypted.
  public static final Setting<Boolean> TLS =
      Setting.bool("store.<id>.tls.enable")
          .or(false)
          .onRestart()
          .says("Whether connections to a store's server are encrypted.");

  /// Whose certificates are good.
  public static final Setting<String> TLS_CA =
      Setting.text("store.<id>.tls.ca")
          .content()
          .unsetMeans("those that the server's Java trusts")
          .onRestart()
          .says(
              "Authorities in PEM, or file:///path of them. A store's server that is reached by TLS"
                  + " needs a certificate that one of them has signed and that bears its name.");

  /// Whether any certificate will do.
  public static final Setting<Boolean> TLS_INVALID =
      Setting.bool("store.<id>.tls.allow-invalid-certs")
          .or(false)
          .onRestart()
          .says("Whether a store's server may have a certificate that cannot be verified.");

  /// Whom a store's server must prove to be.
  public static final TrustSettings TRUST = new TrustSettings(TLS_CA, TLS_INVALID);

  /// How many connections there may be.
  public static final Setting<Integer> MOST_CONNECTIONS =
      Setting.integer("store.<id>.pool.max-connections", 1, 10_000)
          .unsetMeans("10")
          .onRestart()
          .says(
              "Connections of a store's pool that are open at once. For SQLite, too, and not four"
                  + " for each processor, as in older versions: they read one file, and one"
                  + " writes.");

  /// Where its servers are.
  public static final Setting<List<String>> URLS =
      Setting.list("store.<id>.urls", ValueTypes.TEXT)
          .formerly("store.<id>.url")
          .unsetMeans("required for Redis, and for Elasticsearch without `cloud-id`")
          .onRestart()
          .says(
              "URLs of Redis: `redis://host:port`, with TLS `rediss://host:port`, to take any"
                  + " certificate `rediss://host:port#insecure`; `/2` behind the port chooses a"
                  + " database. Or of nodes of one Elasticsearch: `https://host:port`; each is"
                  + " asked when those before it are away.");

  /// How often it is asked again.
  public static final Setting<Integer> RETRIES =
      Setting.integer("store.<id>.retry.total", 0, 100)
          .formerly("store.<id>.retries")
          .or(3)
          .onRestart()
          .says("How often Redis or Elasticsearch is asked again for what may be asked twice.");

  /// The longest pause.
  public static final Setting<Duration> MOST_PAUSE =
      Setting.duration("store.<id>.retry.max-wait")
          .formerly("store.<id>.max-retry-wait")
          .or(Duration.ofSeconds(1))
          .onRestart()
          .says("The longest pause before Redis or Elasticsearch is asked again.");

  /// The first pause.
  public static final Setting<Duration> LEAST_PAUSE =
      Setting.duration("store.<id>.retry.min-wait")
          .formerly("store.<id>.min-retry-wait")
          .or(Duration.ofMillis(50))
          .onRestart()
          .says(
              "The pause before Redis or Elasticsearch is asked again for the first time; each"
                  + " doubles it.");

  /// Roles go to stores that can serve them.
  public static final SettingRule ROLES =
      (configuration, problems) -> {
        checkRole(configuration, DATA, Role.DATA, problems);
        checkRole(configuration, BLOB, Role.BLOB, problems);
        checkRole(configuration, BLOB_BEFORE, Role.BLOB, problems);
        checkRole(configuration, FTS, Role.FTS, problems);
        checkRole(configuration, LOOKUP, Role.LOOKUP, problems);
        for (String id : used(configuration)) {
          if (configuration.get(CHECK, id).compareTo(Duration.ofSeconds(1)) < 0) {
            problems.accept(configuration.problem("must be at least 1s", CHECK, id));
          }
        }
        if (configuration.get(LEASE).compareTo(Duration.ofSeconds(1)) < 0) {
          problems.accept(configuration.problem("must be at least 1s", LEASE));
        }
        if (configuration.get(MOVE_PAUSE).toMillis() < 100) {
          problems.accept(configuration.problem("must be at least 100ms", MOVE_PAUSE));
        }
        if (configuration.get(RESERVATION).compareTo(Duration.ofSeconds(1)) < 0) {
          problems.accept(configuration.problem("must be at least 1s", RESERVATION));
        }
      };

  private StoreSettings() {}

  /// The id of the data role's store.
  public static String data(Configuration configuration) {
    return configuration.find(DATA).orElse(EMBEDDED);
  }

  /// The id of the blob role's store.
  public static String blob(Configuration configuration) {
    return configuration.find(BLOB).orElseGet(() -> data(configuration));
  }

  /// The id of the store that holds blobs which were not moved yet to the blob role's.
  public static Optional<String> blobBefore(Configuration configuration) {
    return configuration.find(BLOB_BEFORE).filter(id -> !id.equals(blob(configuration)));
  }

  /// The id of the full-text role's store.
  public static String fts(Configuration configuration) {
    return configuration.find(FTS).orElseGet(() -> data(configuration));
  }

  /// The id of a store that holds the full-text index and nothing else.
  public static Optional<String> onlyFts(Configuration configuration) {
    String id = fts(configuration);
    return id.equals(data(configuration))
            || id.equals(blob(configuration))
            || id.equals(lookup(configuration))
        ? Optional.empty()
        : Optional.of(id);
  }

  /// The id of the lookup role's store.
  public static String lookup(Configuration configuration) {
    return configuration.find(LOOKUP).orElseGet(() -> data(configuration));
  }

  /// The ids of all stores that have a role, in order.
  public static Set<String> used(Configuration configuration) {
    var used =
        new TreeSet<>(
            List.of(
                data(configuration),
                blob(configuration),
                fts(configuration),
                lookup(configuration)));
    blobBefore(configuration).ifPresent(used::add);
    return used;
  }

  /// The ids of the stores that are not disabled.
  public static List<String> enabled(Configuration configuration) {
    return configuration.ids("store").stream()
        .filter(id -> !configuration.get(DISABLE, id))
        .toList();
  }

  /// The kind of a store.
  ///
  /// @param id of the file, or [#EMBEDDED]
  public static Type type(Configuration configuration, String id) {
    return configuration.find(TYPE, id).orElse(Type.ROCKSDB);
  }

  /// How a store's commits wait.
  public static CommitQueue commitQueue(Configuration configuration, String id) {
    return new CommitQueue(
        configuration.get(COMMIT_QUEUE, id), configuration.get(COMMIT_TIMEOUT, id));
  }

  /// How blobs are cut and kept.
  public static BlobLimits blobLimits(Configuration configuration) {
    return new BlobLimits(configuration.get(CHUNK), configuration.get(RESERVATION));
  }

  private static void checkRole(
      Configuration configuration,
      Setting<String> setting,
      Role role,
      Consumer<ConfigurationProblem> problems) {
    Optional<String> named = configuration.find(setting);
    if (named.isEmpty()) {
      return;
    }
    String store = "store `" + named.get() + "`";
    if (configuration.get(DISABLE, named.get())) {
      problems.accept(configuration.problem(store + " is disabled", setting));
    }
    if (type(configuration, named.get()).serves(role)) {
      return;
    }
    Type type = type(configuration, named.get());
    problems.accept(
        configuration.problem(
            type == Type.MEMORY
                ? store + " forgets all when the server stops"
                : store + " of type " + lower(type) + " keeps no " + role.words,
            setting));
  }

  private static String lower(Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
