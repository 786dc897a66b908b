package org.mailkeep.services;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.admin.Accounts;
import org.mailkeep.admin.Administration;
import org.mailkeep.admin.ApiKeyOperations;
import org.mailkeep.admin.ApiSettings;
import org.mailkeep.admin.Domains;
import org.mailkeep.admin.HistoryOperations;
import org.mailkeep.admin.MailTransfers;
import org.mailkeep.admin.MailboxSharing;
import org.mailkeep.admin.Messages;
import org.mailkeep.admin.NamedCaches;
import org.mailkeep.admin.NetworkOperations;
import org.mailkeep.admin.Owners;
import org.mailkeep.admin.Reach;
import org.mailkeep.admin.RoleOperations;
import org.mailkeep.admin.SearchOperations;
import org.mailkeep.admin.ServerOperations;
import org.mailkeep.admin.ServerStatus;
import org.mailkeep.admin.StoreMoves;
import org.mailkeep.admin.StoreOperations;
import org.mailkeep.admin.Trail;
import org.mailkeep.admin.Undelete;
import org.mailkeep.auth.BrowserSettings;
import org.mailkeep.auth.Logins;
import org.mailkeep.auth.SignIns;
import org.mailkeep.caches.Caches;
import org.mailkeep.credentials.CredentialsSettings;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Release;
import org.mailkeep.mailbox.MailboxSettings;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.search.IndexLag;
import org.mailkeep.search.Reindexing;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.telemetry.Events;
import org.mailkeep.transfer.ImapImport;
import org.mailkeep.transfer.MailExport;
import org.mailkeep.transfer.MailImport;
import org.mailkeep.transfer.TransferSettings;
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
    var file = new ConfigurationFile(instance.configuration());
    InstantSource clock = InstantSource.system();
    Trail trail = server.history().trail();
    var secrets =
        new Accounts.Secrets(
            people.passwords(),
            CredentialsSettings.rules(configuration),
            InitialPassword.of(instance));
    var reach =
        new Reach(server.access().tenants(), server.access().authority(), people.directory());
    var administration =
        new Administration(
            new Domains(people.directory(), reach, events),
            new Accounts(
                people.directory(), server.mail(), secrets, reach, server.sessions(), events),
            new RoleOperations(
                server.access().roles(), server.access().keys(), people.directory(), events),
            new ApiKeyOperations(
                server.access().keys(), server.access().authority(), clock, events),
            new Messages(server.queue(), trail, events),
            new ServerOperations(named(server.caches()), reloading, () -> status(server), trail),
            new NetworkOperations(server.networks(), server.gate()::forgive, events, clock),
            new StoreOperations(server.maintenance(), server.tasks(), server.checks()),
            new SearchOperations(
                people.directory(), server.tasks(), new Reindexing(server.indexer())),
            new StoreMoves(
                server.tasks(),
                Relocation.of(server, file, clock),
                new Archives(server, file, clock)),
            new Undelete(new Owners(people.directory(), reach), server.mail().deleted(), trail),
            transfers(server, new Owners(people.directory(), reach), clock),
            new MailboxSharing(
                new Owners(people.directory(), reach),
                server.mail(),
                trail,
                () -> server.configuration().get(ImapRules.ACL_ENTRIES)),
            server.tasks(),
            new HistoryOperations(server.history().history(), server.history().intake()),
            people.troubleshooting(configuration));
    var logins =
        new Logins(
            people.directory(),
            server.gate(),
            server.access().authority(),
            server.access().keys(),
            events);
    return new Management.Managed(
        administration,
        logins,
        signIns(server, logins),
        Kerberos.negotiate(configuration),
        () -> Forwarding.of(server.configuration()),
        () -> ApiSettings.limits(server.configuration()),
        () -> server.telemetry().metrics().prometheus());
  }

  private static SignIns signIns(Composition server, Logins logins) {
    return new SignIns(
        new SignIns.Ground(
            server.people().foreign().signInProviders(),
            logins,
            server.stores().lookup(),
            InstantSource.system(),
            Chance.secure(),
            () -> BrowserSettings.rules(server.configuration()),
            server.history().trail()::note));
  }

  private static MailTransfers transfers(Composition server, Owners owners, InstantSource clock) {
    Configuration configuration = server.configuration();
    var blobs = server.stores().blobs();
    var intake =
        new MailImport(
            blobs,
            MimeSettings.limits(configuration),
            clock,
            TransferSettings.message(configuration));
    var takeOver =
        new ImapImport(
            intake,
            server.stores().data(),
            server.dialler(),
            TransferSettings.times(configuration),
            configuration.get(MailboxSettings.ARCHIVE_NAME));
    var parts = new MailTransfers.Parts(intake, new MailExport(blobs, clock), takeOver);
    return new MailTransfers(
        owners, server.mail(), parts, server.tasks(), server.history().trail());
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
    return new ServerStatus(
        Release.version(),
        server.readiness().reasons(),
        server.wire().listening().stream().map(Operations::listener).toList(),
        stores(server.configuration(), server.stores().watches()),
        index(server.indexer().lag().now()));
  }

  private static ServerStatus.Index index(IndexLag.Lag lag) {
    return new ServerStatus.Index(lag.waiting(), lag.oldest());
  }

  private static List<ServerStatus.Store> stores(
      Configuration configuration, List<StoreWatch> watches) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    role(roles, StoreSettings.data(configuration), "data");
    role(roles, StoreSettings.blob(configuration), "blob");
    StoreSettings.blobBefore(configuration).ifPresent(id -> role(roles, id, "blob-before"));
    role(roles, StoreSettings.fts(configuration), "fts");
    role(roles, StoreSettings.lookup(configuration), "lookup");
    Map<String, String> states = new HashMap<>();
    watches.forEach(watch -> states.put(watch.name(), state(watch.state())));
    List<ServerStatus.Store> stores = new ArrayList<>();
    roles.forEach((id, all) ->
        stores.add(
            new ServerStatus.Store(
                id, Stores.typeName(configuration, id), all, states.getOrDefault(id, "open"))));
    return stores;
  }

  private static void role(Map<String, List<String>> roles, String id, String role) {
    roles.computeIfAbsent(id, _ -> new ArrayList<>()).add(role);
  }

  private static String state(StoreState state) {
    return switch (state) {
      case StoreState.Open() -> "open";
      case StoreState.Failing(var reason) -> "failing: " + reason;
      case StoreState.Damaged(var reason) -> "damaged: " + reason;
    };
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
