package org.mailkeep.services;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The server's life inside the container: composes everything when the application starts, takes
/// it apart when it stops.
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Server {

  private static final Logger LOG = System.getLogger(Server.class.getName());

  private volatile Readiness readiness = Readiness.waitingFor("the server is starting");

  /// Composes the server.
  @PostConstruct
  void start() {
    Instance instance = Instance.find();
    LOG.log(Level.INFO, "instance {0}", instance.home());
    readiness = Readiness.READY;
  }

  /// Takes the server apart.
  @PreDestroy
  void stop() {
    readiness = Readiness.waitingFor("the server is stopping");
  }

  /// Whether mail can flow, and what is missing otherwise.
  public Readiness readiness() {
    return readiness;
  }
}
