package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A domain as the application server makes it, for an operator who has nothing but that and the
/// archive. All its ports are free ones.
public final class PlainDomain implements AutoCloseable {
  /// Its administrator's password.
  public static final String PASSWORD = "secret";

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String NAME = "plain";

  private final Path payara;
  private final Path password;
  private final Ports ports;

  private PlainDomain(Path payara, Path password, Ports ports) {
    this.payara = payara;
    this.password = password;
    this.ports = ports;
  }

  /// Makes and starts a domain.
  ///
  /// @param folder empty; takes a copy of the application server
  public static PlainDomain start(Path folder) throws IOException, InterruptedException {
    Path payara = folder.resolve("payara");
    Path built = MailServer.house().resolve("config/launcher/target/payara7");
    Program.run(LIMIT, Map.of(), "", List.of("cp", "-al", built.toString(), payara.toString()))
        .success();
    Path password =
        Files.writeString(folder.resolve("password"), "AS_ADMIN_PASSWORD=" + PASSWORD + "\n");
    var domain = new PlainDomain(payara, password, Ports.free());
    String base = Integer.toString(domain.ports.of("http") - 80);
    domain.asadmin("create-domain", "--portbase", base, NAME);
    Files.writeString(
        Files.createDirectories(domain.home()).resolve("mailkeep.toml"),
        """
        server.port-offset = %d
        session.rcpt.errors.wait = "10ms"
        """
            .formatted(domain.ports.offset()));
    domain.asadmin("start-domain", NAME);
    return domain;
  }

  /// Runs a command of the application server.
  public String asadmin(String... command) throws IOException, InterruptedException {
    return asadmin(payara, password, console(), command);
  }

  /// Runs a command of an application server.
  ///
  /// @param payara where it is installed
  /// @param password a file
  /// @param port where the domain is administered
  static String asadmin(Path payara, Path password, int port, String... command)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(payara.resolve("glassfish/bin/asadmin").toString());
    line.addAll(List.of("--user", "admin", "--passwordfile", password.toString()));
    line.addAll(List.of("--port", Integer.toString(port), "--interactive=false"));
    line.addAll(List.of(command));
    var java =
        Map.of(
            "AS_JAVA",
            System.getProperty("java.home"),
            "JAVA_TOOL_OPTIONS",
            MailServer.QUICK_START);
    return Program.run(LIMIT, java, "", line).success();
  }

  /// Fails unless nothing of the application is left in the process.
  void assertNothingIsLeft() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readString(folder().resolve("config/pid")).strip());
    assertEquals(Set.of(), new Footprint(pid).threads());
    assertEquals(List.of(), new Footprint(pid).openFiles(home()));
  }

  /// Where it is administered.
  public int console() {
    return ports.of("http") - 32;
  }

  /// The ports of the mail server in it.
  public Ports ports() {
    return ports;
  }

  /// The mail server's folder.
  Path home() {
    return folder().resolve("mailkeep");
  }

  private Path folder() {
    return payara.resolve("glassfish/domains").resolve(NAME);
  }

  @Override
  public void close() throws IOException {
    try {
      asadmin("stop-domain", NAME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the domain stops", e);
    }
  }
}
