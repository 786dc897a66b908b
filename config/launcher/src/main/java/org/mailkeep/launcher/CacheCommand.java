package org.mailkeep.launcher;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Looks after what a server keeps in memory for speed.
final class CacheCommand implements ApiCommand {
  private static final Resource CACHES = new Resource("/cache", "NAME");

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public String summary() {
    return "list and empty what is kept in memory for speed";
  }

  @Override
  public String usage() {
    return """
    usage: config/mailkeep cache list
           config/mailkeep cache clear NAME
           config/mailkeep cache clear --all

    list shows for each cache how many entries it holds and may hold, the look-ups that it could
    and could not answer, and what it dropped for room. clear makes it forget all.

    Everywhere: [--json] [--instance DIR] [--url URL] [--user NAME] [--password-stdin]\
    """;
  }

  @Override
  public Set<String> ownFlags() {
    return Set.of("all");
  }

  @Override
  public Set<String> ownOptions() {
    return Set.of();
  }

  @Override
  public Map<String, Verb> verbs() {
    return Map.of("list", CacheCommand::list, "clear", CacheCommand::clear);
  }

  private static void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json caches = api.get("/cache").member("data");
    Answer.show(
        context,
        arguments,
        caches,
        out -> {
          var table =
              new Table("name", "entries", "limit", "hits", "misses", "hit ratio", "evictions");
          caches
              .items()
              .forEach(cache ->
                  table.row(
                      cache.member("name").text(),
                      cache.member("entries").text(),
                      cache.member("limit").text(),
                      cache.member("hits").text(),
                      cache.member("misses").text(),
                      ratio(cache),
                      cache.member("evictions").text()));
          table.print(out);
        });
  }

  private static String ratio(Json cache) {
    double hits = number(cache.member("hits"));
    double all = hits + number(cache.member("misses"));
    return all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * hits / all);
  }

  private static double number(Json json) {
    return json instanceof Json.Numeral(BigDecimal value) ? value.doubleValue() : 0;
  }

  private static void clear(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String path = arguments.has("all") ? "/cache" : CACHES.one(arguments);
    Json cleared = api.delete(path).member("data");
    Answer.show(
        context,
        arguments,
        cleared,
        out -> {
          List<Json> names = cleared.items();
          names.forEach(name -> out.println("Emptied " + name.text()));
        });
  }
}
