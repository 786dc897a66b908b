package org.mailkeep.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Mailkeep in an instance of its own, started by its launcher as anybody would.
final class Mailkeep implements MailSystem {
  private static final int OFFSET = 20_000;

  /// The line of each generation of a heap, and not those of its parts.
  private static final Pattern USED =
      Pattern.compile(
          "(?m)^ ?(?:PSYoungGen|ParOldGen|garbage-first heap|ZHeap).*?used (\\d+)([KM])");

  private final Path launcher;
  private final Path instance;
  private final String stores;
  private final Set<String> known = new HashSet<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private double firstStart;

  /// @param house the checkout or the unpacked distribution
  /// @param instance a new folder
  /// @param stores tables of its configuration that say which stores it has; empty for its defaults
  Mailkeep(Path house, Path instance, String stores) {
    this.stores = stores;
    this.launcher = house.resolve("config/mailkeep");
    this.instance = instance;
  }

  @Override
  public String name() {
    return "Mailkeep";
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Files.createDirectories(instance);
    Files.writeString(
        instance.resolve("mailkeep.toml"),
        """
        [server]
        hostname = "bench.example.com"
        port-offset = %d
        max-connections = 30000
        max-connections-per-address = 30000

        [imap.auth]
        allow-plain-text = true

        [pop3.auth]
        allow-plain-text = true

        %s
        """
            .formatted(OFFSET, stores));
    firstStart = launch();
  }

  /// Starts the instance as it is.
  ///
  /// @return seconds until it was ready
  double launch() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Shell.run(launcher.toString(), "--instance", instance.toString(), "start");
    return (System.nanoTime() - start) / 1e9;
  }

  /// Seconds that the first start took.
  double firstStartSeconds() {
    return firstStart;
  }

  /// Live heap after a full collection.
  double liveHeapKib() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    String pid = roots().getFirst().toString();
    Shell.run(jcmd, pid, "GC.run");
    Shell.run(jcmd, pid, "GC.run");
    double live = 0;
    Matcher used = USED.matcher(Shell.run(jcmd, pid, "GC.heap_info"));
    while (used.find()) {
      live += Double.parseDouble(used.group(1)) * (used.group(2).equals("M") ? 1024 : 1);
    }
    if (live == 0) {
      throw new IOException("no heap size from jcmd");
    }
    return live;
  }

  @Override
  public void accounts(List<String> names) throws IOException, InterruptedException {
    if (known.isEmpty()) {
      post("/api/domain/example.com", "{}");
    }
    for (String name : names) {
      if (known.add(name)) {
        String address = Accounts.address(name);
        post(
            "/api/principal",
            """
            {"type": "individual", "name": "%s", "secrets": ["%s"], "emails": ["%s"]}\
            """
                .formatted(address, password(), address));
      }
    }
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    String admin = Files.readString(instance.resolve("initial-admin-password")).strip();
    String basic = Base64.getEncoder().encodeToString(("admin:" + admin).getBytes(UTF_8));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (8080 + OFFSET) + path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  @Override
  public List<Long> roots() {
    try {
      return List.of(Long.parseLong(Files.readString(instance.resolve("server.pid")).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int smtpPort() {
    return 25 + OFFSET;
  }

  @Override
  public int imapPort() {
    return 143 + OFFSET;
  }

  @Override
  public int pop3Port() {
    return 110 + OFFSET;
  }

  /// Where it serves IMAP over implicit TLS.
  int imapsPort() {
    return 993 + OFFSET;
  }

  @Override
  public String login(String account) {
    return Accounts.address(account);
  }

  @Override
  public String password() {
    return "benchmark-password";
  }

  @Override
  public void forget() throws IOException, InterruptedException {
    for (String cache : List.of("account", "mailbox", "thread")) {
      Shell.run(launcher.toString(), "--instance", instance.toString(), "cache", "clear", cache);
    }
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    Shell.run(launcher.toString(), "--instance", instance.toString(), "stop");
  }
}
