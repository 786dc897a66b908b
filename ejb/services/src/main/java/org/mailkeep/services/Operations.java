package org.mailkeep.services;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.mailkeep.admin.Accounts;
import org.mailkeep.admin.Administration;
import org.mailkeep.admin.ApiSettings;
import org.mailkeep.admin.Domains;
import org.mailkeep.admin.Messages;
import org.mailkeep.admin.NamedCaches;
import org.mailkeep.admin.ServerOperations;
import org.mailkeep.admin.ServerStatus;
import org.mailkeep.auth.Logins;
import org.mailkeep.auth.Roles;
import org.mailkeep.caches.Caches;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.telemetry.Events;
import org.mailkeep.wire.transport.Listener;
import org.mailkeep.wire.transport.ListenerConfig;

/// The operations on a server that runs, as HTTP calls them.
final class Operations {
  private Operations() {}

  /// Those on this server.
  static Management.Managed on(
      Composition server, Instance instance, ServerOperations.Reloading reloading) {
    Configuration configuration = server.configuration();
    Events events = server.telemetry().events();
    People people = server.people();
    var secrets =
        new Accounts.Secrets(
            people.passwords(),
            CredentialsSettings.rules(configuration),
            InitialPassword.of(instance));
    var administration =
        new Administration(
            new Domains(people.directory(), events),
            new Accounts(people.directory(), server.mail(), secrets, Roles.STANDARD, events),
            new Messages(server.queue(), events),
            new ServerOperations(named(server.caches()), reloading, () -> status(server)));
    return new Management.Managed(
        administration,
        new Logins(people.directory(), Roles.STANDARD, events),
        () -> ApiSettings.limits(server.configuration()),
        () -> server.telemetry().metrics().prometheus());
  }

  private static NamedCaches named(Caches caches) {
    return new NamedCaches() {
      @Override
      public List<State> all() {
        return caches.all().stream().map(c -> new State(c.spec(), c.statistics())).toList();
      }

      @Override
      public boolean clear(String name) {
        return caches.clear(name);
      }
    };
  }

  private static ServerStatus status(Composition server) {
    Configuration configuration = server.configuration();
    String data = StoreSettings.data(configuration);
    String lookup = StoreSettings.lookup(configuration);
    List<String> roles =
        data.equals(lookup) ? List.of("data", "blob", "lookup") : List.of("data", "blob");
    return new ServerStatus(
        Protocols.VERSION,
        server.troubles(),
        server.wire().listening().stream().map(Operations::listener).toList(),
        List.of(
            new ServerStatus.Store(
                data,
                StoreSettings.type(configuration, data).name().toLowerCase(Locale.ROOT),
                roles,
                "open")));
  }

  private static ServerStatus.Listener listener(Listener listener) {
    ListenerConfig config = listener.settings();
    InetSocketAddress address = listener.addresses().getFirst();
    return new ServerStatus.Listener(
        config.id(),
        config.service().protocol().name().toLowerCase(Locale.ROOT),
        address.getHostString() + ":" + address.getPort(),
        config.tls().implicit(),
        "open",
        listener.size());
  }
}
