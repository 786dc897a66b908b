package org.mailkeep.launcher;

import java.nio.file.Path;

/// The folder of the sources with what the build made of them.
///
/// @param home absolute
public record Project(Path home) {

  public Project {
    home = home.toAbsolutePath().normalize();
  }

  /// The archive to deploy.
  public Path archive() {
    return home.resolve("ear/assembly/target/mailkeep.ear");
  }

  /// What virtual machines keep of the archive's and the application server's classes.
  SharedClasses classes() {
    return new SharedClasses(archive().resolveSibling("mailkeep.jsa"), archive());
  }

  /// The application server as Maven unpacked it.
  public Path payara() {
    return home.resolve("config/launcher/target/payara7");
  }

  /// What a domain is made from.
  public Path domainTemplate() {
    return home.resolve("config/payara");
  }

  /// Which packages of the server's modules the application uses.
  public Path wiring() {
    return domainTemplate().resolve("wiring.txt");
  }

  /// The commented default configuration.
  public Path configuration() {
    return home.resolve("config/mailkeep.toml");
  }

  /// The instance that is meant when none is named.
  public Path defaultInstance() {
    return home.resolve("instance");
  }
}
