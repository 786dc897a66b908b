package org.mailkeep.wire.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.testing.Realm;

/// GSSAPI with tickets of MIT Kerberos.
@Tag("servers")
class KerberosTest {
  private static final String REALM = "MAIL.EXAMPLE";
  private static final String CONFIGURATION = "java.security.krb5.conf";

  private static Realm realm;
  private static KerberosLogin jane;
  private static Mechanisms mechanisms;
  private static Negotiate negotiate;
  private static Path keytab;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    realm = Realm.started(folder, REALM);
    System.setProperty(CONFIGURATION, realm.configuration().toString());
    realm.person("jane", "secret");
    keytab = realm.service("imap/localhost");
    jane = KerberosLogin.ofPerson("jane@" + REALM, "secret");
    var service = KerberosLogin.ofService(keytab, "imap/localhost@" + REALM);
    mechanisms = Mechanisms.none().with(new Gssapi(service.acceptor()));
    negotiate = new Negotiate(service.acceptor());
  }

  @AfterAll
  static void stop() {
    System.clearProperty(CONFIGURATION);
    realm.close();
  }

  private static ClientExchange client(String authorize) {
    var identity = new ClientIdentity.Kerberos(authorize, jane.towards("imap@localhost"));
    return ClientExchange.choose(
            List.of("PLAIN", "GSSAPI"), identity, Channel.CONFIDENTIAL, Chance.secure())
        .orElseThrow();
  }

  private static ServerExchange server() {
    return mechanisms.begin("GSSAPI", Channel.CONFIDENTIAL).orElseThrow();
  }

  private static ScramKeys none(String login) {
    throw new AssertionError("no keys are needed for " + login);
  }

  @Test
  void aTicketSaysWhoSomebodyIs() {
    var client = client("");
    assertFalse(client.isComplete());
    assertEquals(
        Optional.of(new ServerExchange.Claimed(new Claim.Kerberos("", "jane@" + REALM))),
        Conversation.between(client, server(), KerberosTest::none));
    assertTrue(client.isComplete());
  }

  /// A bare ticket, as one within SPNEGO, is enough for a request of HTTP.
  @ParameterizedTest
  @ValueSource(strings = {"1.2.840.113554.1.2.2", "1.3.6.1.5.5.2"})
  void aTicketComesWithARequest(String mechanism) throws GSSException {
    GSSContext client =
        jane.as(() -> {
          GSSManager manager = GSSManager.getInstance();
          GSSName name = manager.createName("imap@localhost", GSSName.NT_HOSTBASED_SERVICE);
          return manager.createContext(name, new Oid(mechanism), null, 0);
        });
    byte[] token = jane.as(() -> client.initSecContext(new byte[0], 0, 0));
    var known = assertInstanceOf(Negotiate.Outcome.Known.class, negotiate.accept(token));
    assertEquals("jane@" + REALM, known.principal());
    jane.as(() -> client.initSecContext(known.reply(), 0, known.reply().length));
    assertTrue(client.isEstablished());
    assertInstanceOf(Negotiate.Outcome.Refused.class, negotiate.accept(token), "a second time");
    client.dispose();
  }

  @Test
  void whatIsNoTicketIsRefused() {
    for (String token : List.of("", "nonsense", "NTLMSSP\0\1\0\0\0")) {
      byte[] octets = token.getBytes(StandardCharsets.US_ASCII);
      assertInstanceOf(Negotiate.Outcome.Refused.class, negotiate.accept(octets), token);
    }
  }

  @Test
  void theClientSaysForWhomItActs() {
    assertEquals(
        Optional.of(new ServerExchange.Claimed(new Claim.Kerberos("bøss", "jane@" + REALM))),
        Conversation.between(client("bøss"), server(), KerberosTest::none));
  }

  @Test
  void aTokenHoldsOnce() {
    byte[] first = client("").initial().orElseThrow();
    assertInstanceOf(ServerExchange.Challenge.class, server().start(Optional.of(first)));
    assertInstanceOf(ServerExchange.Malformed.class, server().start(Optional.of(first)));
  }

  @Test
  void nonsenseIsMalformed() {
    assertInstanceOf(
        ServerExchange.Malformed.class, server().start(Optional.of(new byte[] {1, 2, 3})));
    assertInstanceOf(ServerExchange.Malformed.class, server().answer(new byte[10_000]));
    assertEquals(Optional.empty(), client("").answer(new byte[] {1}));
    var client = client("");
    client.initial();
    assertEquals(Optional.empty(), client.answer(new byte[] {1, 2, 3}));
  }

  @Test
  void aWrongPasswordGetsNoTicket() {
    assertThrows(LoginException.class, () -> KerberosLogin.ofPerson("jane@" + REALM, "wrong"));
  }

  @Test
  void withoutTlsNobodyIsOffered() {
    assertEquals(List.of(), mechanisms.offered(Channel.OPEN));
    assertEquals(List.of("GSSAPI"), mechanisms.offered(Channel.CONFIDENTIAL));
  }
}
