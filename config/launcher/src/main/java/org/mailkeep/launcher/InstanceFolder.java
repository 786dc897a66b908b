package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder of one server: configuration, domain, data, logs.
///
/// @param home absolute
public record InstanceFolder(Path home) {

  public InstanceFolder {
    home = home.toAbsolutePath().normalize();
  }

  /// The operator's configuration.
  public Path configuration() {
    return home.resolve("mailkeep.toml");
  }

  /// The application server's installation, links to the build's copy.
  public Path payara() {
    return home.resolve("payara");
  }

  /// The application server's domain.
  public Path domain() {
    return home.resolve("domain");
  }

  /// Where the domain keeps what was deployed.
  public Path application() {
    return domain().resolve("applications/mailkeep");
  }

  /// What happens to mail: the log of events.
  public Path eventLog() {
    return home.resolve("logs/mailkeep.log");
  }

  /// The application server's log.
  public Path log() {
    return domain().resolve("logs/server.log");
  }

  /// What the virtual machine itself says, such as why it could not start.
  public Path machineLog() {
    return domain().resolve("logs/jvm.log");
  }

  /// Scratch space of the server.
  public Path scratch() {
    return home.resolve("tmp");
  }

  /// Who runs here.
  public Path pidFile() {
    return home.resolve("server.pid");
  }

  /// Held while a command changes the instance.
  public Path lockFile() {
    return home.resolve(".lock");
  }

  /// The password of the console's `admin`.
  public Path consolePassword() {
    return home.resolve("console-password");
  }

  /// The administrator's password until it is changed; the server writes it.
  public Path initialPassword() {
    return home.resolve("initial-admin-password");
  }

  /// Who is logged in at a provider, until they log out.
  public Path keptLogin() {
    return home.resolve("login");
  }

  /// Makes the folder, for the owner's eyes only, unless it is there.
  public void create() throws IOException {
    if (!Files.isDirectory(home)) {
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    }
    Files.createDirectories(scratch());
  }
}
