package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.testing.PlainPools;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.contract.ForeignContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.ldap.client.PooledLdap;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.servers.SambaServer;

/// What a directory on Active Directory does, here Samba's.
@Tag("servers")
class ActiveDirectoryTest extends ForeignContract {
  private static final String BY_ENTRY = "bind.auth.method = \"lookup\"\n";
  private static SambaServer server;
  private static String last = "";
  private static List<Population.Member> lastUnchanged = List.of();
  private static int folders;

  @BeforeAll
  static void start() throws IOException {
    server = SambaServer.started("ldap server require strong auth = no");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  protected DirectorySource source(List<Population.Member> members) {
    String base = members.equals(lastUnchanged) ? last : filled(members);
    lastUnchanged = members;
    return directory(server.url(), base, BY_ENTRY);
  }

  @Override
  protected DirectorySource downSource() {
    return directory("ldap://127.0.0.1:1", SambaServer.SUFFIX, BY_ENTRY);
  }

  /// A controller lets nobody bind who is disabled, and says no more than that.
  @Override
  protected Authentication.Reason reasonOfTheDisabled() {
    return Authentication.Reason.WRONG_SECRET;
  }

  /// A new folder with these people; names are unique in the domain, so the last ones go.
  private static String filled(List<Population.Member> members) {
    lastUnchanged = List.of();
    try {
      if (!last.isEmpty()) {
        server.delete(last);
        last = "";
      }
      String next = "OU=t" + ++folders + "," + SambaServer.SUFFIX;
      server.change(new Staff(next).ldif(members));
      last = next;
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DirectorySource directory(String url, String base, String more) {
    var configuration =
        Configuration.of(
            """
            [directory.ad]
            type = "ldap"
            url = "%s"
            base-dn = "%s"
            timeout = "5s"
            pool.max-connections = 4
            pool.timeout.create = "5s"
            pool.timeout.wait = "2s"
            bind.dn = "%s"
            bind.secret = "%s"
            filter.name = "(|(userPrincipalName=?)(sAMAccountName={local})(&(objectClass=group)(cn=?)))"
            filter.email = "(|(proxyAddresses=smtp:?)(otherMailbox=?))"
            filter.verify = "(proxyAddresses=smtp:*?*)"
            filter.expand = "(|(otherMailbox=?)(mail=?))"
            filter.domains = "(proxyAddresses=smtp:*@?)"
            attributes.name = ["userPrincipalName", "cn"]
            attributes.class = ["objectClass", "employeeType"]
            attributes.email = "proxyAddresses"
            attributes.quota = "employeeNumber"
            %s
            """
                .formatted(url, base, SambaServer.ADMINISTRATOR, SambaServer.PASSWORD, more),
            ChosenDirectory.class,
            DirectoryScramSettings.class,
            DirectoryServerSettings.class,
            LdapSettings.class);
    LdapConnections connections =
        PooledLdap.of(
            new PlainPools(),
            LdapSettings.plan(configuration, "ad"),
            LdapSettings.server(configuration, "ad"));
    return LdapSettings.directory(configuration, "ad", connections, InstantSource.system());
  }

  private ForeignDirectory asked(String base, String more) {
    return foreign(directory(server.url(), base, more), Set.of());
  }

  private static Population.Member person(String login, String... groups) {
    return new Population.Member(
        Population.Person.of(login, "secret of " + login, login),
        "individual",
        List.of(),
        List.of(groups));
  }

  private static Population.Member group(String name, String... groups) {
    return new Population.Member(
        Population.Person.of(name, "", name + "@example.org"), "group", List.of(), List.of(groups));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane@example.org", "ADEX\\u1", "adex\\U1"})
  void aNameOfTheDomainAndAPrincipalNameAreOnePerson(String login) {
    String base = filled(List.of(person("jane@example.org")));
    String byTemplate = "bind.auth.method = \"template\"\nbind.auth.template = \"{username}\"\n";
    for (String how : List.of(BY_ENTRY, byTemplate)) {
      var directory = asked(base, how);
      assertInstanceOf(Authentication.Rejected.class, login(directory, login, "wrong"));
      Authentication right = login(directory, login, "secret of jane@example.org");
      var account = assertInstanceOf(Authentication.Authenticated.class, right, how).account();
      assertEquals("jane@example.org", account.login());
      assertEquals(id(directory, "jane@example.org"), account.id());
    }
  }

  @Test
  void theBaseOfTheDomainAnswersInSpiteOfItsReferrals() {
    filled(List.of(person("jane@example.org")));
    var directory = asked(SambaServer.SUFFIX, BY_ENTRY);
    assertEquals("jane@example.org", accepted(directory, "jane@example.org").login());
    assertEquals(new Answer.Unknown<Account>(), directory.account("john@example.org"));
  }

  @Test
  void whoIsDisabledExpiredOrMustChooseAPasswordStaysOut() throws IOException {
    String base =
        filled(
            List.of(
                person("disabled@example.org"),
                person("expired@example.org"),
                person("later@example.org"),
                person("choose@example.org")));
    var staff = new Staff(base);
    replace(staff.dn(1), "userAccountControl", "514");
    replace(staff.dn(2), "accountExpires", units(Instant.now().minus(Duration.ofDays(1))));
    replace(staff.dn(3), "accountExpires", units(Instant.now().plus(Duration.ofDays(1))));
    replace(staff.dn(4), "pwdLastSet", "0");
    var directory = asked(base, BY_ENTRY);
    for (String login :
        List.of("disabled@example.org", "expired@example.org", "choose@example.org")) {
      assertInstanceOf(
          Authentication.Rejected.class, login(directory, login, "secret of " + login), login);
    }
    accepted(directory, "later@example.org");
    assertEquals(List.of(), troubles);
  }

  private static String units(Instant time) {
    return String.valueOf((time.toEpochMilli() + 11_644_473_600_000L) * 10_000);
  }

  @Test
  void aPasswordThatIsChangedThereIsTheOneThatCounts() throws IOException {
    String base = filled(List.of(person("jane@example.org")));
    var directory = asked(base, BY_ENTRY);
    accepted(directory, "jane@example.org");
    server.change(
        "dn: %s\nchangetype: modify\nreplace: unicodePwd\nunicodePwd:: %s\n"
            .formatted(
                new Staff(base).dn(1),
                Base64.getEncoder().encodeToString(SambaServer.secret("another"))));
    assertInstanceOf(
        Authentication.Authenticated.class, login(directory, "jane@example.org", "another"));
  }

  @Test
  void whoIsRenamedKeepsTheAccount() throws IOException {
    String base = filled(List.of(person("jane@example.org")));
    var directory = asked(base, BY_ENTRY);
    AccountId before = accepted(directory, "jane@example.org").id();
    replace(new Staff(base).dn(1), "userPrincipalName", "jane.doe@example.org");
    server.change(
        "dn: %s\nchangetype: modrdn\nnewrdn: CN=Jane Doe\ndeleteoldrdn: 1\n"
            .formatted(new Staff(base).dn(1)));
    Authentication renamed = login(directory, "jane.doe@example.org", "secret of jane@example.org");
    var account = assertInstanceOf(Authentication.Authenticated.class, renamed).account();
    assertEquals(before, account.id());
    assertEquals("jane.doe@example.org", account.login());
  }

  @Test
  void groupsOfGroupsCount() {
    String base =
        filled(
            List.of(
                person("jane@example.org", "team"),
                group("team", "company"),
                group("company"),
                group("others")));
    String chain = "filter.groups = \"(member:1.2.840.113556.1.4.1941:={dn})\"\n";
    for (String how : List.of("groups.nested = true\n", chain)) {
      var directory = asked(base, BY_ENTRY + how);
      assertEquals(
          Set.of(id(directory, "team"), id(directory, "company")),
          groups(directory, "jane@example.org"),
          how);
    }
    var flat = asked(base, BY_ENTRY);
    assertEquals(Set.of(id(flat, "team")), groups(flat, "jane@example.org"));
  }

  /// Samba gives all members at once, unless it is asked for some of them.
  @Test
  void aGroupThatComesInPartsIsReadToItsEnd() throws IOException {
    var staff = new ArrayList<Population.Member>();
    for (int i = 1; i < 6; i++) {
      staff.add(person("p" + i + "@example.org", "team"));
    }
    staff.add(group("team"));
    String base = filled(staff);
    replace("CN=team," + base, "mail", "team@example.org");
    for (String some : List.of("member", "member;range=0-1", "member;range=0-3")) {
      var directory = asked(base, BY_ENTRY + "attributes.members = \"" + some + "\"\n");
      assertEquals(
          new Answer.Found<>(
              IntStream.range(1, 6).mapToObj(i -> Address.of("p" + i + "@example.org")).toList()),
          directory.expand(Address.of("team@example.org")),
          some);
    }
  }

  private static Set<AccountId> groups(Directory directory, String login) {
    if (directory.groups(id(directory, login))
        instanceof Answer.Found<List<AccountId>>(var groups)) {
      return Set.copyOf(groups);
    }
    throw new AssertionError("no groups of " + login);
  }

  @Test
  void tlsAndStartTls() {
    String base = filled(List.of(person("jane@example.org")));
    String any = BY_ENTRY + "tls.allow-invalid-certs = true\n";
    for (DirectorySource source :
        List.of(
            directory(server.tlsUrl(), base, any),
            directory(server.url(), base, any + "tls.enable = true\n"))) {
      accepted(foreign(source, Set.of()), "jane@example.org");
    }
  }

  /// As every controller of a domain is set up from the start.
  @Test
  void aControllerThatWantsTlsIsNoWrongPassword() throws IOException {
    try (var strict = SambaServer.started()) {
      var source = directory(strict.url(), SambaServer.SUFFIX, BY_ENTRY);
      var directory = foreign(source, Set.of());
      assertInstanceOf(Authentication.Unavailable.class, login(directory, "jane@example.org", "x"));
      assertTrue(
          troubles.getFirst().contains("STRONG") || troubles.getFirst().contains("strong"),
          troubles.getFirst());
      var encrypted =
          directory(
              strict.tlsUrl(), SambaServer.SUFFIX, BY_ENTRY + "tls.allow-invalid-certs = true\n");
      assertEquals(Optional.empty(), encrypted.trouble());
      encrypted.close();
    }
  }

  private static void replace(String dn, String attribute, String value) throws IOException {
    server.change(
        "dn: %s\nchangetype: modify\nreplace: %s\n%s: %s\n"
            .formatted(dn, attribute, attribute, value));
  }

  private static Authentication login(Directory directory, String login, String password) {
    return directory.authenticate(new Credentials.Password(login, password));
  }

  private static Account accepted(Directory directory, String login) {
    return assertInstanceOf(
            Authentication.Authenticated.class,
            login(directory, login, "secret of " + login),
            login)
        .account();
  }

  private static AccountId id(Directory directory, String login) {
    if (directory.account(login) instanceof Answer.Found<Account>(var account)) {
      return account.id();
    }
    throw new AssertionError("no account " + login);
  }
}
