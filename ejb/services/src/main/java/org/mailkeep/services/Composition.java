package org.mailkeep.services;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mailkeep.caches.Caches;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.imap.ImapRules;
import org.mailkeep.imap.ImapService;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.queue.StoredQueue;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.imap.ImapListener;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

/// The whole server below the container, put together once: each part is made by its constructor
/// and handed what it stands on. Closed in the opposite order.
final class Composition implements AutoCloseable {
  private final Instance instance;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Telemetry telemetry;
  private final Stores stores;
  private final Caches caches;
  private final People people;
  private final Post.Ground ground;
  private final Post post;
  private final ImapService imap;
  private final WireDesk wire;
  private final Maintenance maintenance;
  private volatile Configuration configuration;
  private volatile SmtpListener smtp;

  private Composition(
      Configuration configuration, Instance instance, InstantSource clock, Directory directory) {
    this.instance = instance;
    this.configuration = configuration;
    try {
      telemetry = part(Telemetry.open(configuration, instance.home(), clock));
      stores = part(Stores.open(configuration, instance.home(), clock, telemetry.events()));
      caches = part(new Caches());
      people =
          part(
              People.open(
                  configuration,
                  new People.Ground(stores.data(), caches, clock, telemetry.events())));
      var around =
          Surroundings.of(
              telemetry.events(),
              TransportSettings.limits(configuration),
              new ServerTls(new Certificates(List.of())));
      wire = part(new WireDesk(instance, clock, around));
      ground = new Post.Ground(stores, caches, directory, clock, around);
      post = part(Post.open(configuration, ground, () -> this.configuration));
      smtp = Protocols.smtp(configuration, ground, post);
      imap =
          new ImapService(Protocols.imap(ground, post), () -> ImapRules.from(this.configuration));
      maintenance = part(new Maintenance(stores));
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

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /// Begins to work: the queue goes on with what it has, the listeners open.
  void begin() throws IOException {
    people.ensureAdministrator(instance);
    post.queue().start();
    wire.open(configuration);
    maintenance.start();
  }

  /// Takes another configuration over; what cannot change while the server runs stays as it is.
  ///
  /// @throws IOException when a certificate cannot be read, or a port cannot be had
  synchronized void reload(Configuration fresh) throws IOException {
    configuration = fresh;
    smtp = Protocols.smtp(fresh, ground, post);
    wire.become(fresh);
  }

  /// What keeps mail from flowing now.
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    return troubles;
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

  Caches caches() {
    return caches;
  }

  People people() {
    return people;
  }

  StoredQueue queue() {
    return post.queue();
  }

  MailAccounts mail() {
    return post.mail();
  }

  SmtpListener smtp() {
    return smtp;
  }

  ImapListener imap() {
    return imap;
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
