package org.mailkeep.launcher;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.kernel.Environment;
import org.mailkeep.services.Catalogue;
import org.mailkeep.services.DomainSettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.ConfigurationProblem;
import org.mailkeep.settings.ConfigurationReader;
import org.mailkeep.settings.HostPort;
import org.mailkeep.settings.Overrides;
import org.mailkeep.settings.Sources;
import org.mailkeep.wire.transport.ListenerConfig;
import org.mailkeep.wire.transport.Listeners;

/// What listens where, as the configuration says it.
///
/// @param console where the server console listens, on loopback
/// @param all Mailkeep's own; a listener with several addresses stands here several times
record Addresses(int console, List<Listener> all) {

  Addresses {
    all = List.copyOf(all);
  }

  /// Reads an instance's configuration.
  ///
  /// @throws Failure with every problem of the file
  static Addresses of(InstanceFolder instance, Environment environment) throws Failure {
    Configuration configuration = configuration(instance, environment);
    var all = new ArrayList<Listener>();
    Listeners.effective(configuration).forEach(listener -> add(all, listener));
    return new Addresses(DomainSettings.consolePort(configuration), all);
  }

  /// What an instance's configuration says of everything.
  ///
  /// @throws Failure with every problem of the file
  static Configuration configuration(InstanceFolder instance, Environment environment)
      throws Failure {
    if (!Files.exists(instance.configuration())) {
      return Configuration.defaults(Catalogue.all());
    }
    var sources =
        Sources.of(
            name -> Optional.ofNullable(environment.get(name)),
            key -> Optional.ofNullable(environment.get(Overrides.environmentName(key))));
    return switch (new ConfigurationReader(Catalogue.all(), sources)
        .read(instance.configuration())) {
      case ConfigurationReader.Accepted(var configuration) -> configuration;
      case ConfigurationReader.Refused(var problems) ->
          throw Failure.of(
              "the configuration is wrong",
              problems.stream().map(ConfigurationProblem::toString).toArray(String[]::new));
    };
  }

  private static void add(List<Listener> all, ListenerConfig listener) {
    int count = 0;
    for (HostPort bind : listener.bind()) {
      count++;
      all.add(
          new Listener(
              count == 1 ? listener.id() : listener.id() + "-" + count,
              listener.service().protocol().name().toLowerCase(Locale.ROOT),
              bind.host(),
              bind.port(),
              encryption(listener.tls())));
    }
  }

  private static Listener.Encryption encryption(ListenerConfig.Tls tls) {
    if (tls.implicit()) {
      return Listener.Encryption.IMPLICIT;
    }
    return tls.enabled() ? Listener.Encryption.STARTTLS : Listener.Encryption.NONE;
  }

  /// Those of the application server.
  List<Listener> http() {
    return all.stream().filter(Listener::isHttp).toList();
  }

  /// The plain ones of the application server before the encrypted ones: a local client needs no
  /// certificate then.
  Optional<Listener> nearest() {
    return http().stream()
        .filter(listener -> !listener.implicitTls())
        .findFirst()
        .or(() -> http().stream().findFirst());
  }
}
