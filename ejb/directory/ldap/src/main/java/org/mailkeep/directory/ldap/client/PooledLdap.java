package org.mailkeep.directory.ldap.client;

import java.util.List;
import java.util.Optional;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapFailure;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.connections.PoolPlan;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionPools;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.ldap.LdapServer;

/// Connections to one LDAP server out of a pool. Safe for many threads.
public final class PooledLdap implements LdapConnections {
  private final Sessions<Link> links;

  private PooledLdap(Sessions<Link> links) {
    this.links = links;
  }

  /// Connections out of a pool, which need not reach the server now.
  public static LdapConnections of(SessionPools pools, PoolPlan plan, LdapServer server) {
    return new PooledLdap(pools.open(plan, Link.class, purpose -> Link.open(server, purpose)));
  }

  /// What the server has answered: a value or a failure, after either of which the connection is as
  /// good as before.
  private record Answered<T>(Optional<T> value, Optional<LdapFailure> failure) {}

  /// Something that is asked.
  private interface Question<T> {
    T ask(Link link) throws LdapFailure, org.mailkeep.connections.SessionLost;
  }

  @Override
  public List<LdapEntry> search(LdapSearch search) throws LdapFailure {
    return asked(Purpose.QUESTIONS, link -> link.search(search));
  }

  @Override
  public boolean bind(String name, String password) throws LdapFailure {
    return !password.isEmpty() && asked(Purpose.LOGINS, link -> link.bind(name, password));
  }

  private <T> T asked(Purpose purpose, Question<T> question) throws LdapFailure {
    Answered<T> answered;
    try {
      answered =
          links.use(
              purpose,
              link -> {
                try {
                  return new Answered<>(Optional.of(question.ask(link)), Optional.empty());
                } catch (LdapFailure e) {
                  return new Answered<>(Optional.empty(), Optional.of(e));
                }
              });
    } catch (Unreachable e) {
      throw new LdapFailure(String.valueOf(e.getMessage()), e);
    }
    if (answered.failure().isPresent()) {
      throw answered.failure().get();
    }
    return answered.value().orElseThrow();
  }

  @Override
  public void close() {
    links.close();
  }
}
