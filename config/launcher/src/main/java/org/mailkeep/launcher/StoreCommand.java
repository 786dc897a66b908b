package org.mailkeep.launcher;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Long operations on the stores.
final class StoreCommand implements ApiCommand {
  @Override
  public String name() {
    return "store";
  }

  @Override
  public String summary() {
    return "purge, verify, move, export and import the stores, index mail anew";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep store purge
           config/mailkeep store purge blob|lookup|account|history
           config/mailkeep store verify [--repair] [--deep]
           config/mailkeep store reindex [ACCOUNT]
           config/mailkeep store migrate --from STORE --to STORE [--role data,blob,fts,lookup]
           config/mailkeep store export FILE
           config/mailkeep store import FILE --to STORE [--use]

    purge deletes what nobody needs any more, without waiting for the schedule: blobs without an
    owner, look-ups that have expired, changes of long ago, what the history keeps no longer.
    Without a word it lists the purges, when each ran and when it comes again.

    verify looks whether all that is stored fits together, while the server goes on: messages,
    their octets and links, counters, threads, the queue and its times, addresses and accounts,
    and whether the full-text index knows what it should. --deep reads all octets, too, and lists
    files or objects that belong to nobody; --repair mends what can be mended. What is not ours in
    a folder or bucket is told and stays. The exit status is 1 when faults are left.

    reindex indexes mail anew for searches, all of it or an account's; searches go on and read what
    is not indexed.

    migrate moves what a store holds into another one that mailkeep.toml names, while the server
    works: it copies, catches up, compares both, lets commits wait for the last differences
    (storage.move.pause), and writes the new one into mailkeep.toml. When more is written than it
    can carry over, it slows commits down (storage.move.slowdown). Broken off, killed or
    cancelled, the old store goes on to serve; the same command goes on where it was. Look-ups move
    so too, to and from Redis and memory; an index for or out of Elasticsearch is made anew while
    the old one serves. Without --role all roles move that the new store can have. Messages that
    move by themselves (--role blob, to files, S3 or another store, or back) need no pause: new
    ones go to the new store at once, the others follow, and mailkeep.toml names both stores until
    the old one is empty (storage.blob-before); the opposite command takes them back.

    export writes all that the server holds, messages too, into one file that any store can be
    filled with; it is what was there at one moment near the end. It holds every message and
    every password's hash: keep it as you keep those. import reads such a file into an empty store
    that mailkeep.toml names and that has no role; with --use that store is the one of the data
    from the next start on. .github/ARCHIVE.md describes the file.

    purge, verify, reindex and migrate show their progress until they end, and go on in the server
    when you break off; see config/mailkeep task. --background starts one and does not wait. The
    exit status is 0 when all was done, 1 when it failed, 3 when it was cancelled.

    Everywhere: [--background] [--json] [--instance DIR] [--url URL] [--user NAME]
    [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of("from", "to", "role");
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of(TaskProgress.BACKGROUND, "repair", "deep", "use");
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of(
        "purge", StoreCommand::purge,
        "verify", StoreCommand::verify,
        "reindex", StoreCommand::reindex,
        "migrate", StoreCommand::migrate,
        "export", StoreCommand::export,
        "import", StoreCommand::load);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json purges = api.get("/store/purge").member("data");
    Answer.show(
        context,
        arguments,
        purges,
        out -> {
          var table = new Table("purge", "schedule", "next", "last", "by", "state", "result");
          for (Json purge : purges.items()) {
            Json last = purge.member("last");
            table.row(
                purge.member("kind").text(),
                purge.member("schedule").text(),
                purge.member("next").text(),
                last.member("started").text(),
                last.member("by").text(),
                last.member("state").text(),
                result(last));
          }
          table.print(out);
        });
  }

  private static void verify(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String wanted =
        Stream.of("repair", "deep")
            .filter(arguments::has)
            .map(flag -> flag + "=true")
            .collect(Collectors.joining("&"));
    String path = wanted.isEmpty() ? "/store/verify" : "/store/verify?" + wanted;
    Json ended = TaskProgress.run(api, context, arguments, api.post(path, new Json.Null()));
    Json counts = ended.member("report").member("counts");
    long found = number(counts, "found");
    long lost = number(counts, "beyond repair");
    if (lost > 0) {
      throw Failure.of(lost + (lost == 1 ? " fault is" : " faults are") + " beyond repair");
    }
    if (found > 0) {
      throw Failure.of(
          found
              + (found == 1 ? " fault" : " faults")
              + " found; --repair mends what can be mended");
    }
  }

  private static void reindex(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String path =
        arguments.words().isEmpty()
            ? "/store/reindex"
            : "/store/reindex?account=" + Answer.encoded(arguments.word(0, "an account"));
    TaskProgress.run(api, context, arguments, api.post(path, new Json.Null()));
  }

  private static long number(Json counts, String name) {
    return counts.member(name) instanceof Json.Numeral(BigDecimal value) ? value.longValue() : 0;
  }

  private static String result(Json run) {
    String message = run.member("message").text();
    return run.member("counts") instanceof Json.Members(var counts) && message.isEmpty()
        ? counts.entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue().text())
            .collect(Collectors.joining(", "))
        : message;
  }

  private static void purge(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (arguments.words().isEmpty()) {
      list(api, context, arguments);
      return;
    }
    String kind = arguments.word(0, "what goes");
    TaskProgress.run(
        api, context, arguments, api.post("/store/purge/" + Answer.encoded(kind), new Json.Null()));
  }

  private static void migrate(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var body = new LinkedHashMap<String, Json>();
    body.put("from", Json.of(named(arguments, "from")));
    body.put("to", Json.of(named(arguments, "to")));
    arguments.option("role").ifPresent(roles -> body.put("roles", Json.of(roles)));
    TaskProgress.run(api, context, arguments, api.post("/store/migrate", new Json.Members(body)));
  }

  /// The file gets its name when all of it is there.
  private static void export(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path file = Path.of(arguments.word(0, "FILE"));
    if (Files.exists(file)) {
      throw Failure.of(file + " exists already");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      api.download("/store/export", part);
      checkWhole(part);
      Files.move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
    var answer = new Json.Members(Map.of("octets", Json.of(Files.size(file))));
    Answer.show(context, arguments, answer, out -> out.println("Exported: " + file));
  }

  /// HTTP may not tell that the server broke off; the compressed stream does.
  private static void checkWhole(Path archive) throws IOException, Failure {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
      for (int octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
        // the line that says what it is
      }
      new GZIPInputStream(in).transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException e) {
      throw Failure.of("the server broke the export off", "config/mailkeep logs says why");
    }
  }

  private static void load(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Path file = Path.of(arguments.word(0, "FILE"));
    String to = named(arguments, "to");
    boolean use = arguments.has("use");
    String path = "/store/import?to=" + Answer.encoded(to) + (use ? "&use=true" : "");
    Json answer = api.upload(path, file).member("data");
    Answer.show(
        context,
        arguments,
        answer,
        out ->
            out.println(
                "Imported: "
                    + answer.member("entries").text()
                    + " entries into store "
                    + to
                    + (use ? "; config/mailkeep restart makes the server use it" : "")));
  }

  private static String named(Arguments arguments, String option) throws Failure {
    return arguments
        .option(option)
        .orElseThrow(() -> Failure.usage("missing: --" + option + " STORE"));
  }
}
