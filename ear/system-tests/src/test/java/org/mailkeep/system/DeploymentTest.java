package org.mailkeep.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redeploy and undeploy leave no port, thread or file behind; an operator who has nothing but the
/// application server and the archive gets the same server.
final class DeploymentTest {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  /// The listeners that are the application's, not the container's.
  private static final List<String> MAIL =
      List.of("smtp", "submission", "submissions", "lmtp", "imap", "imaps");

  @TempDir Path folder;

  private static String asadmin(Path payara, Path password, int port, String... command)
      throws IOException, InterruptedException {
    var line = new ArrayList<String>();
    line.add(payara.resolve("glassfish/bin/asadmin").toString());
    line.addAll(List.of("--user", "admin", "--passwordfile", password.toString()));
    line.addAll(List.of("--port", Integer.toString(port), "--interactive=false"));
    line.addAll(List.of(command));
    var java = Map.of("AS_JAVA", System.getProperty("java.home"));
    return Program.run(LIMIT, java, "", line).success();
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    return Http.to(port).send("GET", path, "").status();
  }

  private static void assertMail(Ports ports, boolean open) {
    for (String listener : MAIL) {
      assertEquals(open, ports.isOpen(listener), listener);
    }
  }

  @Test
  void redeployAndUndeployLeaveNothingBehind() throws IOException, InterruptedException {
    try (var server = MailServer.in(folder.resolve("instance"))) {
      server.start();
      long pid = server.process().pid();
      server.launcher("deploy").success();
      assertEquals(pid, server.process().pid(), "the process stays");
      assertEquals(200, status(server.port("http"), "/healthz/ready"));
      assertMail(server.ports(), true);

      Path password = folder.resolve("password");
      String secret = Files.readString(server.instance().resolve("console-password")).strip();
      Files.writeString(password, "AS_ADMIN_PASSWORD=" + secret + "\n");
      asadmin(
          server.instance().resolve("payara"),
          password,
          server.port("console"),
          "undeploy",
          "mailkeep");
      assertMail(server.ports(), false);
      var footprint = new Footprint(pid);
      assertEquals(Set.of(), footprint.threads());
      assertEquals(List.of(), footprint.openFiles(server.instance().resolve("data")));
    }
  }

  @Test
  void theArchiveAloneMakesAServerInAnyDomain() throws IOException, InterruptedException {
    Ports ports = Ports.free();
    Path payara = folder.resolve("payara");
    Path built = MailServer.house().resolve("config/launcher/target/payara7");
    Program.run(LIMIT, Map.of(), "", List.of("cp", "-al", built.toString(), payara.toString()))
        .success();
    Path password = Files.writeString(folder.resolve("password"), "AS_ADMIN_PASSWORD=secret\n");
    int base = ports.of("http") - 80;
    int console = base + 48;
    asadmin(payara, password, console, "create-domain", "--portbase", "" + base, "plain");
    Path domain = payara.resolve("glassfish/domains/plain");
    Path home = Files.createDirectories(domain.resolve("mailkeep"));
    Files.writeString(
        home.resolve("mailkeep.toml"), "server.port-offset = " + ports.offset() + "\n");
    asadmin(payara, password, console, "start-domain", "plain");
    try {
      Path archive = MailServer.house().resolve("ear/assembly/target/mailkeep.ear");
      asadmin(payara, password, console, "deploy", archive.toString());
      assertEquals(200, status(ports.of("http"), "/healthz/ready"));
      assertMail(ports, true);
      assertTrue(Files.exists(home.resolve("initial-admin-password")));
      asadmin(payara, password, console, "undeploy", "mailkeep");
      assertMail(ports, false);
      long pid = Long.parseLong(Files.readString(domain.resolve("config/pid")).strip());
      assertEquals(Set.of(), new Footprint(pid).threads());
      assertEquals(List.of(), new Footprint(pid).openFiles(home));
    } finally {
      asadmin(payara, password, console, "stop-domain", "plain");
    }
    assertFalse(ports.isOpen("http"));
  }
}
