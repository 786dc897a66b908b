package org.mailkeep.services;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.mailkeep.admin.Maintenance;
import org.mailkeep.admin.TaskSettings;
import org.mailkeep.admin.Tasks;
import org.mailkeep.admin.Trail;
import org.mailkeep.auth.Gate;
import org.mailkeep.auth.Networks;
import org.mailkeep.auth.Sessions;
import org.mailkeep.caches.CacheBeans;
import org.mailkeep.caches.CacheSettings;
import org.mailkeep.caches.Caches;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.imap.ImapService;
import org.mailkeep.mailbox.StoredMailAccounts;
import org.mailkeep.pop3.MaildropLocks;
import org.mailkeep.pop3.Pop3Rules;
import org.mailkeep.pop3.Pop3Service;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.search.Indexer;
import org.mailkeep.settings.Configuration;
import org.mailkeep.smtp.SmtpServer;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.Verification;
import org.mailkeep.telemetry.TelemetrySettings;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.pop3.Pop3Listener;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// The whole server below the container, put together once: each part is made by its constructor
/// and handed what it stands on. Closed in the opposite order.
final class Composition implements AutoCloseable {
  private static final Duration CHECK_PAUSE = Duration.ofSeconds(1);

  private final Instance instance;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Telemetry telemetry;
  private final Stores stores;
  private final StoreQueries databases;
  private final WebLists lists;
  private final HistoryHome history;
  private final Caches caches;
  private final People people;
  private final Post.Ground ground;
  private final Post post;
  private final ImapService imap;
  private final Pop3Service pop3;
  private final Networks networks;
  private final Gate gate;
  private final Access access;
  private final Guard elsewhere;
  private final Sessions sessions;
  private final WireDesk wire;
  private final Tasks tasks;
  private final Maintenance maintenance;
  private final Clockwork clockwork;
  private final StoreGuards guards;
  private volatile Configuration configuration;
  private volatile SmtpListener smtp;

  /// Read once for each configuration: every command asks for them.
  private volatile ImapRules imapRules;

  private volatile Pop3Rules pop3Rules;

  private Composition(
      Configuration configuration, Instance instance, InstantSource clock, Directory directory) {
    this.instance = instance;
    this.configuration = configuration;
    try {
      telemetry = part(Telemetry.open(configuration, instance.home(), clock));
      stores = part(Stores.open(configuration, instance.home(), clock, telemetry.events()));
      databases = part(new StoreQueries(configuration, instance.home(), SqlPools::asking));
      lists = part(new WebLists(clock, telemetry.events()));
      history =
          part(
              HistoryHome.open(
                  configuration,
                  new HistoryHome.Ground(instance.home(), stores.data(), clock, telemetry.events()),
                  () -> this.configuration));
      caches = part(new Caches());
      CacheSettings.early(configuration).forEach(caches::create);
      networks = networks(stores, telemetry, clock);
      people = part(People.open(configuration, ground(stores, caches, clock)));
      gate =
          new Gate(guarded(people, networks, clock), directory::account, () -> this.configuration);
      access = Access.of(configuration, stores.data(), people.house(), directory, clock);
      sessions = new Sessions(gate, access.authority());
      Surroundings around = around(configuration, telemetry, networks);
      wire =
          part(
              new WireDesk(
                  instance,
                  clock,
                  around,
                  Kerberos.mechanisms(configuration),
                  people.directory()::accepts));
      ground = new Post.Ground(stores, caches, directory, sessions, clock, around);
      post = part(Post.open(configuration, ground, () -> this.configuration));
      smtp = smtp(configuration);
      imapRules = ImapRules.from(configuration);
      imap =
          new ImapService(
              Protocols.imap(configuration, ground, post, people.directory()::update),
              () -> this.imapRules);
      pop3Rules = Pop3Rules.from(configuration);
      pop3 = new Pop3Service(Protocols.pop3(ground, post, maildrops()), () -> this.pop3Rules);
      tasks = part(tasks(configuration, telemetry, history.trail(), clock));
      maintenance = Purges.of(stores, post.mail(), history, tasks, () -> this.configuration);
      clockwork = part(new Clockwork(maintenance::tick, clock));
      guards = part(new StoreGuards(CHECK_PAUSE));
      elsewhere = part(new Guard("changes", people.house()::refresh, InternalDirectory.fresh()));
      show(telemetry, caches, post, networks);
      part(CacheBeans.of(caches, ManagementFactory.getPlatformMBeanServer()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Puts a server together; nothing runs before [#begin].
  ///
  /// @param directory what the protocols ask: the container's view of our own
  /// @throws StoreException when a store cannot be opened
  static Composition of(
      Configuration configuration, Instance instance, InstantSource clock, Directory directory) {
    return new Composition(configuration, instance, clock, directory);
  }

  /// What the directories stand on.
  private People.Ground ground(Stores stores, Caches caches, InstantSource clock) {
    return new People.Ground(
        instance.home(), stores.data(), stores.lookup(), caches, clock, telemetry.events());
  }

  /// What stands before the directories.
  private Gate.Ground guarded(People people, Networks networks, InstantSource clock) {
    return new Gate.Ground(
        stores.lookup(),
        networks,
        caches,
        people.passwords(),
        new ContainerRealms(),
        clock,
        telemetry.events());
  }

  private MaildropLocks maildrops() {
    return part(new MaildropLocks(stores.lookup(), Threads.named("mailkeep-maildrops-")));
  }

  private static Networks networks(Stores stores, Telemetry telemetry, InstantSource clock) {
    var threads = Threads.named("mailkeep-networks-");
    return new Networks(stores.data(), telemetry.events(), clock, threads);
  }

  /// What each listener shares: limits, events, and whose connections are dropped.
  private static Surroundings around(
      Configuration configuration, Telemetry telemetry, Networks networks) {
    var around =
        Surroundings.of(
            telemetry.events(),
            TransportSettings.limits(configuration),
            new ServerTls(new Certificates(List.of())));
    around.block(address -> networks.blocking(address).isPresent());
    return around;
  }

  private static Tasks tasks(
      Configuration configuration, Telemetry telemetry, Trail trail, InstantSource clock) {
    var threads = Threads.named("mailkeep-task-");
    return new Tasks(TaskSettings.limits(configuration), threads, clock, trail, telemetry.events());
  }

  private static void show(Telemetry telemetry, Caches caches, Post post, Networks networks) {
    var gauges = new Gauges(telemetry.metrics());
    gauges.caches(caches);
    gauges.queue(post.queue());
    gauges.networks(networks);
    gauges.index(post.fullText().indexer().lag());
  }

  private SmtpServer smtp(Configuration now) {
    return Protocols.smtp(now, ground, post, id -> people.named(now, id), databases, lists);
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /// Begins to work: the queue goes on with what it has, the listeners open.
  void begin() throws IOException {
    people.ensureAdministrator(instance);
    access.begin();
    people.house().follow(new ChangesElsewhere(sessions, access.authority()));
    elsewhere.start();
    gate.begin(configuration);
    people.foreign().guard(CHECK_PAUSE);
    post.queue().start();
    post.fullText().indexer().start();
    wire.open(configuration);
    clockwork.start();
    history.begin();
    guards.guard(stores.watches());
  }

  /// Takes another configuration over; what cannot change while the server runs stays as it is.
  ///
  /// @throws IOException when a certificate cannot be read, or a port cannot be had
  synchronized void reload(Configuration fresh) throws IOException {
    configuration = fresh;
    telemetry.logs().become(TelemetrySettings.logs(fresh, instance.home()));
    smtp = smtp(fresh);
    imapRules = ImapRules.from(fresh);
    pop3Rules = Pop3Rules.from(fresh);
    gate.become(fresh);
    wire.become(fresh);
  }

  /// Takes over where stores are that were moved.
  ///
  /// @throws IOException as [#reload]
  synchronized void moved(Configuration fresh) throws IOException {
    guards.guard(stores.watches());
    reload(fresh);
  }

  /// Whether mail can flow now, and what an operator should look at.
  Readiness readiness() {
    return Readiness.of(
            stores.watches(),
            people.foreign().watches(),
            StoreSettings.onlyFts(configuration),
            post.fullText().indexer().complaints())
        .warning(history.complaints());
  }

  Configuration configuration() {
    return configuration;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Stores stores() {
    return stores;
  }

  HistoryHome history() {
    return history;
  }

  Caches caches() {
    return caches;
  }

  People people() {
    return people;
  }

  Networks networks() {
    return networks;
  }

  Gate gate() {
    return gate;
  }

  Access access() {
    return access;
  }

  Sessions sessions() {
    return sessions;
  }

  StoredQueue queue() {
    return post.queue();
  }

  /// Connects to other servers.
  Dialler dialler() {
    return new Dialler(ground.around());
  }

  StoredMailAccounts mail() {
    return post.mail();
  }

  List<Verification.Check> checks() {
    return Checks.of(people.house(), post, stores.blobs());
  }

  Maintenance maintenance() {
    return maintenance;
  }

  Tasks tasks() {
    return tasks;
  }

  FullText fullText() {
    return post.fullText();
  }

  Indexer indexer() {
    return post.fullText().indexer();
  }

  SmtpListener smtp() {
    return smtp;
  }

  ImapListener imap() {
    return imap;
  }

  Pop3Listener pop3() {
    return pop3;
  }

  WireDesk wire() {
    return wire;
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        System.getLogger(Composition.class.getName())
            .log(System.Logger.Level.WARNING, "closing " + part.getClass().getSimpleName(), e);
      }
    }
  }
}
