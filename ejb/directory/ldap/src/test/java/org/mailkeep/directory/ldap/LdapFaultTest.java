package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.servers.OpenLdapServer;
import org.mailkeep.store.servers.TestAuthority;

/// What only a directory on a server meets.
@Tag("servers")
class LdapFaultTest extends LdapContract {
  private static final String LOOKUP = "bind.auth.method = \"lookup\"\n";

  @Override
  String more() {
    return LOOKUP;
  }

  @Test
  void startTlsAndTlsFromTheStartWantACertificateThatIsTrusted() {
    String base = filled(List.of(person("jane")));
    String tls = "ldaps://127.0.0.1:" + server.tlsPort();
    String any = "tls.allow-invalid-certs = true\n";
    String start = "tls.enable = true\n";
    for (DirectorySource untrusted :
        List.of(
            directory(tls, base, secret() + LOOKUP),
            directory(url(), base, secret() + LOOKUP + start))) {
      assertInstanceOf(Verdict.Unavailable.class, untrusted.isLocal(domain()));
      assertTrue(untrusted.trouble().isPresent());
      untrusted.close();
    }
    for (DirectorySource trusted :
        List.of(
            directory(tls, base, secret() + LOOKUP + any),
            directory(url(), base, secret() + LOOKUP + start + any))) {
      assertInstanceOf(Authentication.Authenticated.class, login(trusted, "jane"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldaps", "ldap"})
  void aServerOfAPrivateAuthorityIsTrustedByItsName(String scheme, @TempDir Path folder)
      throws IOException {
    String base = filled(List.of(person("jane")));
    boolean first = scheme.equals("ldaps");
    String port = ":" + (first ? server.tlsPort() : server.port());
    String more = secret() + LOOKUP + (first ? "" : "tls.enable = true\n");
    String ours = more + TestAuthority.setting(server.authority());
    String theirs =
        more + TestAuthority.setting(Files.readString(TestAuthority.in(folder).certificate()));
    var trusted = directory(scheme + "://127.0.0.1" + port, base, ours);
    assertInstanceOf(Authentication.Authenticated.class, login(trusted, "jane"));
    isRefused(directory(scheme + "://127.0.0.1" + port, base, theirs), "unless tls.ca names");
    isRefused(directory(scheme + "://127.0.0.1" + port, base, more), "unless tls.ca names");
    isRefused(directory(scheme + "://localhost" + port, base, ours), "it is not for localhost");
  }

  private void isRefused(DirectorySource source, String because) {
    assertInstanceOf(Authentication.Unavailable.class, login(source, "jane"));
    String trouble = source.trouble().orElseThrow();
    assertTrue(trouble.contains("its certificate is not trusted, "), trouble);
    assertTrue(trouble.contains("tls.allow-invalid-certs"), trouble);
    assertTrue(trouble.contains(because), trouble);
  }

  @Test
  void bindsByTemplate() {
    String base = filled(List.of(person("jane"), person("o'neil, (x)")));
    var directory =
        foreign(
            directory(
                url(),
                base,
                secret() + "bind.auth.enable = true\nbind.auth.dn = \"uid=?," + base + "\"\n"),
            Set.of());
    assertEquals("jane", accepted(directory, "jane").login());
    assertEquals("o'neil, (x)", accepted(directory, "o'neil, (x)").login());
    assertInstanceOf(Authentication.Rejected.class, login(directory, "jane", "wrong"));
    assertInstanceOf(Authentication.Rejected.class, login(directory, "nobody", "wrong"));
    var local =
        foreign(
            directory(
                url(),
                base,
                secret()
                    + "bind.auth.method = \"template\"\nbind.auth.template = \"uid={local},"
                    + base
                    + "\"\n"),
            Set.of());
    assertInstanceOf(
        Authentication.Rejected.class,
        login(local, "jane@example.org", "jane's secret"),
        "the bind succeeds, but no entry has this login name");
  }

  @Test
  void aServerThatDoesNotLetTheServiceInIsNoWrongPassword() {
    String base = filled(List.of(person("jane")));
    String wrong = secret().replace(OpenLdapServer.PASSWORD, "wrong");
    var source = directory(url(), base, wrong + LOOKUP);
    assertInstanceOf(Authentication.Unavailable.class, login(source, "jane"));
    assertTrue(source.trouble().orElseThrow().contains("cn=mail,dc=example,dc=org"));
  }

  @Test
  void aBaseThatIsNotThereIsAFailureAndToldAtOnce() {
    var source = directory(url(), "ou=nowhere," + OpenLdapServer.SUFFIX, secret() + LOOKUP);
    assertEquals("there is no ou=nowhere,dc=example,dc=org", source.trouble().orElseThrow());
    assertInstanceOf(Answer.Unavailable.class, source.recipients("jane@example.org"));
    source.close();
  }

  @Test
  void aFilterThatIsNoneIsAFailure() {
    String base = filled(List.of(person("jane")));
    var source =
        directory(url(), base, (secret() + LOOKUP) + "filter.groups = \"(&(member={dn})\"\n");
    var jane = assertInstanceOf(Answer.Found.class, source.entry("jane"));
    var identity = ((Entry) jane.value()).identity();
    assertInstanceOf(Answer.Unavailable.class, source.groups(identity));
    source.close();
  }

  @Test
  void aLoginDoesNotLendItsIdentityToSearches() {
    String base = filled(List.of(person("jane"), person("john")));
    var directory = foreign(directory(url(), base, secret() + LOOKUP), Set.of());
    for (int i = 0; i < 10; i++) {
      assertEquals("jane", accepted(directory, "jane").login());
      // Jane herself may read nothing, not even her own entry.
      assertInstanceOf(Answer.Found.class, directory.account("john"));
    }
  }

  @Test
  void aRenamedEntryKeepsItsId() throws IOException {
    String base = filled(List.of(person("jane")));
    var directory = foreign(directory(url(), base, secret() + LOOKUP), Set.of());
    AccountId jane = accepted(directory, "jane").id();
    server.modify(
        "dn: uid=jane," + base + "\nchangetype: modrdn\nnewrdn: uid=jane.doe\ndeleteoldrdn: 1\n");
    assertEquals("jane.doe", found(directory.account(jane)).login());
    assertEquals(jane, found(directory.account("jane.doe")).id());
    assertEquals(
        new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN),
        login(directory, "jane", "jane's secret"));
    server.modify("dn: uid=jane.doe," + base + "\nchangetype: delete\n");
    assertEquals(new Answer.Unknown<Account>(), directory.account(jane));
  }

  @Test
  void groupsOfGroupsCountWhenTheyAreToldTo() {
    var inner =
        new Population.Member(
            Population.Person.of("inner", "x", "inner@example.org"),
            "group",
            List.of(),
            List.of("outer"));
    var outer =
        new Population.Member(
            Population.Person.of("outer", "x", "outer@example.org"),
            "group",
            List.of(),
            List.of("inner"));
    var jane =
        new Population.Member(
            Population.Person.of("jane", "jane's secret", "jane@example.org"),
            "individual",
            List.of(),
            List.of("inner"));
    String base = filled(List.of(jane, inner, outer));
    for (String how : List.of("", "filter.groups = \"(member={dn})\"\n")) {
      var flat = foreign(directory(url(), base, secret() + how), Set.of());
      var nested =
          foreign(directory(url(), base, secret() + how + "groups.nested = true\n"), Set.of());
      AccountId id = found(flat.account("jane")).id();
      assertEquals(
          new Answer.Found<>(List.of(found(flat.account("inner")).id())), flat.groups(id), how);
      assertEquals(
          Set.of(found(flat.account("inner")).id(), found(flat.account("outer")).id()),
          Set.copyOf(found(nested.groups(id))),
          how);
    }
  }

  @Test
  void answersOfManyPagesAreReadWhole() {
    var members = new ArrayList<Population.Member>();
    for (int i = 0; i < 650; i++) {
      members.add(
          new Population.Member(
              Population.Person.of("p" + i, "x", "p" + i + "@example.org"),
              "individual",
              List.of("all@example.org"),
              List.of()));
    }
    String base = filled(members);
    var directory = foreign(directory(url(), base, secret()), Set.of());
    var found =
        assertInstanceOf(
            Resolution.Accounts.class, directory.resolve(Address.of("all@example.org")));
    assertEquals(650, found.recipients().size());
    assertEquals(650, found(directory.expand(Address.of("all@example.org"))).size());
  }

  @Test
  void anAnswerThatTheServerCutsOffIsAFailure() throws IOException {
    try (var small = OpenLdapServer.started("sizelimit 3")) {
      var members = new ArrayList<Population.Member>();
      for (String login : List.of("a", "b", "c", "d", "e")) {
        members.add(
            new Population.Member(
                Population.Person.of(login, "x", login + "@example.org"),
                "individual",
                List.of("all@example.org"),
                List.of()));
      }
      String base = "ou=small," + OpenLdapServer.SUFFIX;
      small.add(new People(base, password -> password).ldif(members));
      var source = directory("ldap://127.0.0.1:" + small.port(), base, secret() + LOOKUP);
      assertEquals(
          new Answer.Unavailable<>("the server gives only 3 entries"),
          source.recipients("all@example.org"));
      assertEquals(new Verdict.Yes(), source.isLocal(domain()), "one is enough for that");
      source.close();
    }
  }

  @Test
  void anAnswerWithTooManyEntriesIsAFailureAndLosesNobody() {
    String list = "all@example.org";
    List<Population.Member> three =
        Stream.of("a", "b", "c")
            .map(login ->
                new Population.Member(
                    Population.Person.of(login, "x", login + "@example.org"),
                    "individual",
                    List.of(list),
                    List.of()))
            .toList();
    String base = filled(three);
    var small = directory(url(), base, secret() + LOOKUP + "limits.entries = 2\n");
    var failure = new Answer.Unavailable<>("more than 2 entries, which limits.entries allows");
    assertEquals(failure, small.recipients(list));
    assertEquals(failure, small.expand(list));
    assertEquals(new Verdict.Yes(), small.isLocal(domain()));
    small.close();
    var large = directory(url(), base, secret() + LOOKUP + "limits.entries = 3\n");
    assertEquals(3, found(large.recipients(list)).size());
    assertEquals(3, found(large.expand(list)).size());
    large.close();
  }

  @Test
  void moreGroupsThanAreAllowedAreAFailure() {
    var one = group("one");
    var two = group("two");
    var jane =
        new Population.Member(
            Population.Person.of("jane", "jane's secret", "jane@example.org"),
            "individual",
            List.of(),
            List.of("one", "two"));
    String base = filled(List.of(jane, one, two));
    for (String how : List.of("", "filter.groups = \"(member={dn})\"\n")) {
      var small = directory(url(), base, secret() + LOOKUP + how + "limits.groups = 1\n");
      Entry entry = found(small.entry("jane"));
      assertEquals(
          new Answer.Unavailable<>("more than 1 groups, which limits.groups allows"),
          small.groups(entry.identity()),
          how);
      small.close();
      var large = directory(url(), base, secret() + LOOKUP + how + "limits.groups = 2\n");
      assertEquals(2, found(large.groups(entry.identity())).size(), how);
      large.close();
    }
  }

  private static Population.Member group(String name) {
    return new Population.Member(
        Population.Person.of(name, "x", name + "@example.org"), "group", List.of(), List.of());
  }

  /// Result codes (RFC 4511 §A.2): of limits of time and room, of schemas that do not have what is
  /// asked for, of servers that are busy, and an answer that comes too late. None of them is a
  /// wrong password, nor says that nobody is there.
  @ParameterizedTest
  @CsvSource({
    "operationsError, 0x01, 0",
    "timeLimitExceeded, 0x03, 0",
    "adminLimitExceeded, 0x0b, 0",
    "undefinedAttributeType, 0x11, 0",
    "inappropriateMatching, 0x12, 0",
    "invalidAttributeSyntax, 0x15, 0",
    "insufficientAccessRights, 0x32, 0",
    "busy, 0x33, 0",
    "unavailable, 0x34, 0",
    "unwillingToPerform, 0x35, 0",
    "objectClassViolation, 0x41, 0",
    "other, 0x50, 0",
    "slow, 0x00, 12"
  })
  void whatElseAServerSaysIsTemporary(String name, String code, int seconds) throws IOException {
    String below = "ou=codes," + OpenLdapServer.SUFFIX;
    String item = "retcode-item \"cn=%s\" %s".formatted(name, code);
    try (var spoiled =
        OpenLdapServer.started(
            "overlay retcode",
            "retcode-parent \"" + below + "\"",
            seconds == 0 ? item : item + " sleeptime=" + seconds)) {
      String base = "cn=" + name + "," + below;
      var source = directory("ldap://127.0.0.1:" + spoiled.port(), base, secret() + LOOKUP);
      long begun = System.nanoTime();
      assertInstanceOf(Verdict.Unavailable.class, source.isLocal(domain()));
      assertTrue(System.nanoTime() - begun < 11_000_000_000L, "no longer than the time-out");
      if (seconds == 0) {
        assertInstanceOf(Answer.Unavailable.class, source.recipients("jane@example.org"));
        assertInstanceOf(Answer.Unavailable.class, source.entry("jane"));
        assertInstanceOf(PasswordAnswer.Unavailable.class, source.prove("jane", "x"));
        assertTrue(source.trouble().isPresent());
      }
      source.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatGoesAwayAndComesBackIsUsedAgain(boolean atOnce) throws IOException {
    String base = filled(List.of(person("jane")));
    var directory = foreign(directory(url(), base, secret() + LOOKUP), Set.of());
    assertEquals("jane", accepted(directory, "jane").login());
    if (atOnce) {
      server.kill();
    } else {
      server.stop();
    }
    assertInstanceOf(Authentication.Unavailable.class, login(directory, "jane", "jane's secret"));
    assertInstanceOf(
        Resolution.Unavailable.class, directory.resolve(Address.of("jane@example.org")));
    assertInstanceOf(Answer.Unavailable.class, directory.account("nobody"));
    server.start();
    assertEquals("jane", accepted(directory, "jane").login());
  }

  @Test
  void manyAskAtOnceOverFewConnections() throws Exception {
    String base = filled(List.of(person("jane"), person("john")));
    var directory = foreign(directory(url(), base, secret() + LOOKUP), Set.of());
    List<Callable<String>> callers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String login = i % 2 == 0 ? "jane" : "john";
      callers.add(() -> accepted(directory, login).login() + login);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<String>();
      for (var future : threads.invokeAll(callers)) {
        answers.add(future.get());
      }
      assertEquals(Set.of("janejane", "johnjohn"), Set.copyOf(answers));
    }
  }

  private static Population.Member person(String login) {
    return new Population.Member(
        Population.Person.of(
            login, login + "'s secret", login.replaceAll("[^a-z]", "") + "@example.org"),
        "individual",
        List.of(),
        List.of());
  }

  private static DomainName domain() {
    return DomainName.of("example.org");
  }

  private Authentication login(DirectorySource source, String login) {
    return login(foreign(source, Set.of()), login, login + "'s secret");
  }

  private static Authentication login(Directory directory, String login, String password) {
    return directory.authenticate(new Credentials.Password(login, password));
  }

  private static Account accepted(Directory directory, String login) {
    return assertInstanceOf(
            Authentication.Authenticated.class, login(directory, login, login + "'s secret"))
        .account();
  }

  private static <T> T found(Answer<T> answer) {
    if (answer instanceof Answer.Found<T>(var value)) {
      return value;
    }
    throw new AssertionError(answer.toString());
  }
}
