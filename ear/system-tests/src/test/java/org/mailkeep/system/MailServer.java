package org.mailkeep.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server of its own, in a folder of its own, on ports of its own; started and stopped by
/// `config/mailkeep`, as an operator does.
public final class MailServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);

  /// A server of a test lives too short for the better compiler to pay.
  static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private final Path instance;
  private final Ports ports;

  private MailServer(Path instance, Ports ports) {
    this.instance = instance;
    this.ports = ports;
  }

  /// A server that is not started yet. Its configuration has the default listeners, on loopback.
  ///
  /// @param instance its folder; made when it is missing
  public static MailServer in(Path instance) throws IOException {
    return in(instance, "");
  }

  /// A server that is not started yet.
  ///
  /// @param more what its `mailkeep.toml` says beside the port offset and short waits after errors,
  ///   as dotted keys
  public static MailServer in(Path instance, String more) throws IOException {
    Files.createDirectories(instance);
    MailServer server = new MailServer(instance, Ports.free());
    server.configure(more);
    return server;
  }

  /// Replaces the configuration; the server reads it when it starts or reloads.
  public void configure(String more) throws IOException {
    Files.writeString(
        configuration(),
        """
        server.hostname = "mail.example.org"
        server.port-offset = %d
        session.errors.wait = "10ms"
        session.auth.errors.wait = "10ms"
        session.rcpt.errors.wait = "10ms"
        %s
        """
            .formatted(ports.offset(), more));
  }

  /// Starts the server and waits until mail can flow.
  ///
  /// @return what the launcher said
  public String start() throws IOException, InterruptedException {
    Outcome outcome = launcher("start");
    if (outcome.status() != 0 && Files.exists(machineLog())) {
      return new Outcome(outcome.status(), outcome.output() + "\n" + Files.readString(machineLog()))
          .success();
    }
    return outcome.success();
  }

  /// What the virtual machine itself said, such as what its threads did when it was not ready.
  private Path machineLog() {
    return instance.resolve("domain/logs/jvm.log");
  }

  /// Stops the server cleanly.
  public String stop() throws IOException, InterruptedException {
    return launcher("stop").success();
  }

  /// Stops and starts.
  public void restart() throws IOException, InterruptedException {
    stop();
    start();
  }

  /// Closes all that the application has open and starts it anew with its configuration, in the
  /// same virtual machine: a third of what stopping and starting costs.
  public void again() throws IOException, InterruptedException {
    launcher("deploy").success();
  }

  /// Kills the server's process at once (SIGKILL) and waits until it is gone.
  public void kill() throws IOException, InterruptedException {
    ProcessHandle process = process();
    process.destroyForcibly();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("process " + process.pid() + " survives SIGKILL", e);
    }
  }

  /// Runs `config/mailkeep` for this instance.
  public Outcome launcher(String... arguments) throws IOException, InterruptedException {
    return launcher("", arguments);
  }

  /// Runs `config/mailkeep` for this instance.
  ///
  /// @param input what it reads
  public Outcome launcher(String input, String[] arguments)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(house().resolve("config/mailkeep").toString()));
    line.addAll(List.of(arguments));
    var environment =
        Map.of(
            "MAILKEEP_INSTANCE",
            instance.toString(),
            "MAILKEEP_BUILD",
            "never",
            "MAILKEEP_JVM_OPTIONS",
            QUICK_START);
    return Program.run(START, environment, input, line);
  }

  /// Runs a command of the application server, as its console does; it must succeed.
  ///
  /// @return what it said
  public String asadmin(String... command) throws IOException, InterruptedException {
    Path password = instance.resolve("console-password-of-test");
    Files.writeString(password, "AS_ADMIN_PASSWORD=" + consolePassword() + "\n");
    return PlainDomain.asadmin(instance.resolve("payara"), password, port("console"), command);
  }

  /// Makes somebody known to the realm `file` of the application server.
  public void addToRealm(String user, String password, String group)
      throws IOException, InterruptedException {
    Path passwords = instance.resolve("passwords-of-test");
    Files.writeString(
        passwords,
        "AS_ADMIN_PASSWORD=%s\nAS_ADMIN_USERPASSWORD=%s\n".formatted(consolePassword(), password));
    PlainDomain.asadmin(
        instance.resolve("payara"),
        passwords,
        port("console"),
        "create-file-user",
        "--groups",
        group,
        user);
  }

  private String consolePassword() throws IOException {
    return Files.readString(instance.resolve("console-password")).strip();
  }

  /// The server's process.
  ///
  /// @throws AssertionError when there is none
  public ProcessHandle process() throws IOException {
    long pid = Long.parseLong(Files.readString(instance.resolve("server.pid")).strip());
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new AssertionError("the server's process " + pid + " is gone"));
  }

  /// Its folder.
  public Path instance() {
    return instance;
  }

  /// Its `mailkeep.toml`.
  public Path configuration() {
    return instance.resolve("mailkeep.toml");
  }

  /// Its ports.
  public Ports ports() {
    return ports;
  }

  /// The port of a default listener: smtp, submission, submissions, lmtp, imap, imaps, http, https.
  public int port(String listener) {
    return ports.of(listener);
  }

  /// Its REST API, as the administrator of the first start.
  public Api api() throws IOException {
    Path password = instance.resolve("initial-admin-password");
    return new Api(port("http"), "admin", Files.readString(password).strip());
  }

  /// Its REST API, as somebody else.
  public Api api(String user, String password) {
    return new Api(port("http"), user, password);
  }

  /// What `/healthz/ready` answers: the status and the body.
  public String readiness() throws IOException, InterruptedException {
    return Http.to(this).get("/healthz/ready").toString();
  }

  /// Its log of events, as far as the present file goes back.
  public String events() throws IOException {
    return Files.readString(instance.resolve("logs/mailkeep.log"));
  }

  /// What its log says.
  public String log() throws IOException {
    return Files.readString(instance.resolve("domain/logs/server.log"));
  }

  /// Where Mailkeep was built.
  static Path house() {
    String house = System.getProperty("house");
    if (house == null) {
      throw new IllegalStateException("the property house is not set");
    }
    return Path.of(house);
  }

  /// Stops the server, if it runs.
  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server stops", e);
    }
  }
}
