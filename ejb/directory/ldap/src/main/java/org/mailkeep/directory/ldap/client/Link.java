package org.mailkeep.directory.ldap.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.apache.directory.api.ldap.extras.extended.startTls.StartTlsRequestImpl;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.BindRequest;
import org.apache.directory.api.ldap.model.message.BindRequestImpl;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.Message;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.ResultResponse;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PagedResultsImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.mailkeep.connections.Age;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapFailure;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.connections.PooledSession;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.SessionLost;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.ldap.LdapServer;

/// One connection to an LDAP server, which either asks as the service or binds as others, and never
/// does both. For one thread at a time.
final class Link implements PooledSession {
  /// Entries of one page (RFC 2696); servers often allow no more than 500 in one answer.
  private static final int PAGE = 200;

  /// No attribute at all (RFC 4511 §4.5.1.8).
  private static final List<String> NOTHING = List.of("1.1");

  private final LdapServer server;
  private final LdapSocket socket;
  private final Purpose purpose;
  private final Age age;
  private Dn base = Dn.EMPTY_DN;

  private Link(LdapServer server, LdapSocket socket, Purpose purpose) {
    this.server = server;
    this.socket = socket;
    this.purpose = purpose;
    this.age = new Age(server.times().life());
  }

  /// Connects; one for questions becomes the service's.
  static Link open(LdapServer server, Purpose purpose) throws Unreachable {
    Link link = connect(server, purpose);
    boolean ready = false;
    try {
      if (purpose == Purpose.QUESTIONS) {
        link.bindService();
      }
      ready = true;
      return link;
    } catch (SessionLost e) {
      throw new Unreachable(String.valueOf(e.getMessage()), e);
    } finally {
      if (!ready) {
        link.close();
      }
    }
  }

  private static Link connect(LdapServer server, Purpose purpose) throws Unreachable {
    LdapSocket socket = null;
    boolean open = false;
    try {
      X509TrustManager trust = HostTrust.of(server.host(), server.trust());
      socket = LdapSocket.open(server, trust);
      if (server.encryption() == LdapServer.Encryption.START_TLS) {
        startTls(socket, server, trust);
      }
      open = true;
      return new Link(server, socket, purpose);
    } catch (IOException | RuntimeException e) {
      throw new Unreachable("no connection to " + server.where() + ": " + words(e), e);
    } finally {
      if (!open && socket != null) {
        close(socket);
      }
    }
  }

  private static void startTls(LdapSocket socket, LdapServer server, X509TrustManager trust)
      throws IOException {
    socket.send(new StartTlsRequestImpl());
    LdapResult result = result(socket.read());
    if (result.getResultCode() != ResultCodeEnum.SUCCESS) {
      throw new IOException("StartTLS: " + words(result));
    }
    socket.encrypt(server, trust);
  }

  private static LdapResult result(Message answer) throws IOException {
    if (answer instanceof ResultResponse done) {
      return done.getLdapResult();
    }
    throw new IOException("an answer to another question");
  }

  /// Becomes the service's; stays anonymous when it has no name.
  ///
  /// @throws Unreachable when the server does not let the service in
  private void bindService() throws Unreachable, SessionLost {
    if (server.bindName().isEmpty()) {
      return;
    }
    LdapResult result = bound(server.bindName(), server.bindSecret());
    if (result.getResultCode() != ResultCodeEnum.SUCCESS) {
      throw new Unreachable("bind as " + server.bindName() + ": " + words(result));
    }
  }

  /// Whether the server takes a client's name and password.
  boolean bind(String name, String password) throws LdapFailure, SessionLost {
    age.spoke();
    socket.within(server.times().answer());
    LdapResult result = bound(name, password);
    return switch (result.getResultCode()) {
      case SUCCESS -> true;
      case INVALID_CREDENTIALS, INSUFFICIENT_ACCESS_RIGHTS -> false;
      default -> throw new LdapFailure("bind: " + words(result));
    };
  }

  private LdapResult bound(String name, String password) throws SessionLost {
    try {
      BindRequest request = new BindRequestImpl();
      request.setSimple(true);
      request.setName(name);
      request.setCredentials(password);
      socket.send(request);
      return result(socket.read());
    } catch (IOException | RuntimeException e) {
      throw new SessionLost("bind: " + words(e), e);
    }
  }

  /// The entries that a search finds. All its pages share the time of an answer.
  List<LdapEntry> search(LdapSearch search) throws LdapFailure, SessionLost {
    age.spoke();
    socket.within(server.times().answer());
    return found(search);
  }

  private List<LdapEntry> found(LdapSearch search) throws LdapFailure, SessionLost {
    var found = new ArrayList<LdapEntry>();
    byte[] cookie = new byte[0];
    do {
      cookie = page(search, cookie, found);
    } while (cookie.length > 0 && found.size() < search.limit());
    return found;
  }

  /// Reads one page.
  ///
  /// @return where the next one begins; empty after the last
  private byte[] page(LdapSearch search, byte[] cookie, List<LdapEntry> found)
      throws LdapFailure, SessionLost {
    SearchRequest request = request(search, cookie);
    try {
      socket.send(request);
      while (true) {
        switch (socket.read()) {
          case SearchResultEntry one when found.size() < search.limit() ->
              found.add(entry(one.getEntry()));
          case SearchResultDone done -> {
            return done(search, done, found.size());
          }
          default -> {}
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new SessionLost("search: " + words(e), e);
    }
  }

  /// Where the page after one that has ended begins.
  ///
  /// @param count of the entries until now
  private static byte[] done(LdapSearch search, SearchResultDone done, int count)
      throws LdapFailure {
    LdapResult result = done.getLdapResult();
    return switch (result.getResultCode()) {
      case SUCCESS ->
          done.getControl(PagedResults.OID) instanceof PagedResults next && next.getCookie() != null
              ? next.getCookie()
              : new byte[0];
      case REFERRAL -> new byte[0];
      case SIZE_LIMIT_EXCEEDED -> {
        if (count >= search.limit()) {
          yield new byte[0];
        }
        throw new LdapFailure("the server gives only " + count + " entries");
      }
      case NO_SUCH_OBJECT -> {
        if (search.scope() == LdapSearch.Scope.ENTRY) {
          yield new byte[0];
        }
        throw new LdapFailure("search: " + words(result));
      }
      default -> throw new LdapFailure("search: " + words(result));
    };
  }

  private SearchRequest request(LdapSearch search, byte[] cookie) throws LdapFailure {
    try {
      SearchRequest request = new SearchRequestImpl();
      request.setBase(base(search.base()));
      request.setFilter(search.filter());
      boolean tree = search.scope() == LdapSearch.Scope.TREE;
      request.setScope(tree ? SearchScope.SUBTREE : SearchScope.OBJECT);
      request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
      request.setTimeLimit(Math.toIntExact(Math.max(1, server.times().answer().toSeconds())));
      request.addAttributes(search.attributes().toArray(String[]::new));
      if (search.limit() > PAGE) {
        PagedResults page = new PagedResultsImpl();
        page.setSize(PAGE);
        page.setCookie(cookie);
        request.addControl(page);
      } else {
        request.setSizeLimit(search.limit());
      }
      return request;
    } catch (LdapInvalidDnException e) {
      throw new LdapFailure("not a DN: " + search.base(), e);
    } catch (LdapException e) {
      throw new LdapFailure("not a filter: " + search.filter(), e);
    }
  }

  /// Most searches of a connection begin at one entry.
  private Dn base(String name) throws LdapInvalidDnException {
    if (!base.getName().equals(name)) {
      base = new Dn(name);
    }
    return base;
  }

  private static LdapEntry entry(Entry entry) {
    Map<String, List<byte[]>> values = new HashMap<>();
    for (Attribute attribute : entry.getAttributes()) {
      var all = new ArrayList<byte[]>();
      for (Value value : attribute) {
        all.add(value.getBytes());
      }
      values.put(attribute.getUpId(), all);
    }
    return new LdapEntry(entry.getDn().getName(), values);
  }

  @Override
  public boolean isGood() {
    return socket.isOpen() && !age.isOver() && (!age.hasRested() || answers());
  }

  /// Whether the server still answers: to the service with what every server shows (RFC 4512 §5.1),
  /// and else to a bind as nobody (RFC 4513 §5.1.1). What it answers does not matter.
  private boolean answers() {
    socket.within(server.times().check());
    try {
      if (purpose == Purpose.QUESTIONS) {
        found(new LdapSearch("", LdapSearch.Scope.ENTRY, LdapSearch.ANYTHING, NOTHING, 1));
      } else {
        bound("", "");
      }
      age.spoke();
      return socket.isOpen();
    } catch (LdapFailure e) {
      return socket.isOpen();
    } catch (SessionLost e) {
      return false;
    }
  }

  @Override
  public void close() {
    close(socket);
  }

  private static void close(LdapSocket socket) {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      System.getLogger(Link.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection", e);
    }
  }

  private static String words(LdapResult result) {
    String more = result.getDiagnosticMessage();
    return result.getResultCode().getMessage()
        + (more == null || more.isBlank() ? "" : ": " + more.strip());
  }

  private static String words(Throwable e) {
    Throwable cause = e;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
