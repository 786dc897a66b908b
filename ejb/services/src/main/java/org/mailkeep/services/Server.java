package org.mailkeep.services;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.admin.ServerOperations;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.settings.Applies;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.telemetry.ConfigEvent;
import org.mailkeep.telemetry.Events;

/// The server's life inside the container: composes everything when the application starts, takes
/// it apart when it stops.
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Server {

  private static final Logger LOG = System.getLogger(Server.class.getName());

  @EJB private @Nullable Directory directory;

  @Inject private @Nullable Management management;

  private volatile Readiness readiness = Readiness.waitingFor("the server is starting");
  private @Nullable Composition composition;

  /// Composes the server. What keeps it from starting is logged and told by [#readiness]: the
  /// application stays deployed, so that an operator sees why.
  @PostConstruct
  void start() {
    Instance instance = Instance.find();
    LOG.log(Level.INFO, "instance {0}", instance.home());
    try {
      Configuration configuration = new ConfigurationFile(instance.configuration()).read();
      var fresh =
          Composition.of(
              configuration, instance, InstantSource.system(), requireNonNull(directory));
      composition = fresh;
      Running.is(fresh);
      fresh.begin();
      manage(Operations.on(fresh, instance, this::reload));
      readiness = Readiness.READY;
    } catch (ConfigurationFile.Refused | IOException | StoreException e) {
      fail(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "cannot start", e);
      fail(e);
    }
  }

  /// Lets HTTP in, and finishes what an earlier life of the server may have left undone.
  private void manage(Management.Managed managed) {
    requireNonNull(management).manage(managed);
    Threads.named("mailkeep-removals-")
        .newThread(managed.administration().accounts()::finishRemovals)
        .start();
  }

  private void fail(Exception why) {
    String reason = String.valueOf(why.getMessage());
    LOG.log(Level.ERROR, "cannot start: {0}", reason);
    close();
    readiness = Readiness.failed(reason.lines().toList());
  }

  /// Takes the server apart.
  @PreDestroy
  void stop() {
    readiness = Readiness.waitingFor("the server is stopping");
    close();
  }

  private synchronized void close() {
    Composition old = composition;
    composition = null;
    if (management != null) {
      management.manage(null);
    }
    if (old != null) {
      old.close();
    }
    Running.is(null);
  }

  /// Reads the configuration again and does what it says, without a restart. What is wrong keeps
  /// the old one in force.
  synchronized ServerOperations.Reloaded reload() {
    Composition now = composition;
    if (now == null) {
      return new ServerOperations.Reloaded.Refused(readiness.reasons());
    }
    Events events = now.telemetry().events();
    Configuration before = now.configuration();
    try {
      Configuration fresh = new ConfigurationFile(Instance.find().configuration()).read();
      now.reload(fresh);
      events.emit(new ConfigEvent.Loaded(fresh.file()));
      List<String> restart = before.changed(fresh, Applies.ON_RESTART);
      restart.forEach(key -> events.emit(new ConfigEvent.RestartNeeded(key)));
      return new ServerOperations.Reloaded.InForce(restart);
    } catch (ConfigurationFile.Refused | IOException e) {
      List<String> problems = String.valueOf(e.getMessage()).lines().toList();
      events.emit(new ConfigEvent.Refused(before.file(), problems.size()));
      return new ServerOperations.Reloaded.Refused(problems);
    }
  }

  /// Whether mail can flow, and what is missing otherwise.
  public Readiness readiness() {
    Composition now = composition;
    return readiness.ready() && now != null ? now.readiness() : readiness;
  }
}
