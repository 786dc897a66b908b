package org.mailkeep.system.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.mailkeep.launcher.Json;
import org.mailkeep.store.servers.FreePort;

/// Thunderbird without a screen, with a profile of its own, which does what functions of
/// `thunderbird/client.js` say. For one thread.
final class Thunderbird implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path folder;
  private final Process process;
  private final Marionette marionette;
  private final String functions;

  private Thunderbird(Path folder, Process process, int port)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.process = process;
    functions = resource("client.js");
    marionette = connected(port);
    marionette.command("WebDriver:NewSession", Map.of());
    marionette.command("Marionette:SetContext", Map.of("value", Json.of("chrome")));
    marionette.command("WebDriver:SetTimeouts", Map.of("script", Json.of(ANSWER.toMillis() / 2)));
  }

  /// Starts it.
  ///
  /// @param folder where its profile and all its files go
  static Thunderbird start(Path folder) throws IOException, InterruptedException {
    Path profile = Files.createDirectories(folder.resolve("profile"));
    int port = FreePort.claim();
    Files.writeString(
        profile.resolve("user.js"),
        resource("user.js").replace("@MARIONETTE@", String.valueOf(port)));
    var builder =
        new ProcessBuilder(
            "thunderbird",
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            profile.toString());
    builder.environment().putAll(environment(folder));
    builder.redirectErrorStream(true).redirectOutput(output(folder).toFile());
    Process process = builder.start();
    try {
      return new Thunderbird(folder, process, port);
    } catch (IOException e) {
      end(process);
      throw new IOException(Files.readString(output(folder), ISO_8859_1), e);
    } catch (InterruptedException | RuntimeException e) {
      end(process);
      throw e;
    }
  }

  private static Map<String, String> environment(Path folder) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    return Map.of(
        "HOME",
        folder.toString(),
        "TMPDIR",
        temporary.toString(),
        "MOZ_HEADLESS",
        "1",
        "MOZ_CRASHREPORTER_DISABLE",
        "1",
        "MOZ_LOG",
        "IMAP:5,sync",
        "MOZ_LOG_FILE",
        folder.resolve("imap").toString(),
        "DBUS_SESSION_BUS_ADDRESS",
        "disabled:");
  }

  private static Path output(Path folder) {
    return folder.resolve("thunderbird.log");
  }

  private Marionette connected(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        return new Marionette(port, START);
      } catch (IOException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /// Calls a function of the script, which must succeed.
  ///
  /// @return the texts that it returns
  List<String> call(String function, String... arguments) throws IOException {
    String script = functions + "return (async () => " + function + "(...arguments))();";
    try {
      return marionette
          .command(
              "WebDriver:ExecuteScript",
              Map.of("script", Json.of(script), "args", Json.of(List.of(arguments))))
          .member("value")
          .items()
          .stream()
          .map(Json::text)
          .toList();
    } catch (IOException e) {
      throw new IOException(
          function + List.of(arguments) + "\n" + Files.readString(output(folder), ISO_8859_1), e);
    }
  }

  /// Waits until it idles in its inbox: it has said so last of all that it said there.
  void awaitIdle() throws IOException, InterruptedException {
    long end = System.nanoTime() + ANSWER.toNanos();
    while (!dialogue()
        .filter(line -> line.contains(":S-INBOX:SendData: "))
        .reduce("", (_, line) -> line)
        .endsWith(" IDLE")) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no IDLE in the inbox\n" + Files.readString(log(), ISO_8859_1));
      }
      Thread.sleep(PAUSE);
    }
  }

  /// What the server has refused of all that it was sent by IMAP.
  List<String> refused() throws IOException {
    return dialogue()
        .filter(line -> line.matches(".*:CreateNewLineFromSocket: \\S+ (NO|BAD) .*"))
        .toList();
  }

  /// What it and the server have said by IMAP, as it logs that.
  private Stream<String> dialogue() throws IOException {
    return Files.readString(log(), ISO_8859_1).lines();
  }

  private Path log() {
    return folder.resolve("imap.moz_log");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Thunderbird.class.getResourceAsStream("thunderbird/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  /// Ends it, and the processes that it has started.
  @Override
  public void close() throws IOException {
    try {
      marionette.close();
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    var gone =
        CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
    try {
      gone.get(END.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UncheckedIOException(new IOException("Thunderbird does not end", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
