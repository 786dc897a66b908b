package org.mailkeep.directory.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.contract.DownSource;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.internal.DirectorySettings;
import org.mailkeep.directory.internal.InternalDirectory;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.contract.TestClock;
import org.mailkeep.store.memory.MemoryBackend;

/// A directory that takes tokens beside others that keep the accounts.
class TokenLoginTest {
  private final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  private final TestClock clock = new TestClock();
  private final InternalDirectory house =
      new InternalDirectory(
          new DataStore(new MemoryBackend()),
          new InternalDirectory.Parts(
              passwords,
              new PasswordRules(8, 128),
              Addressing.STANDARD,
              DirectorySettings.caches(
                  Configuration.of("", DirectorySettings.class, StoreSettings.class)),
              100),
          new PlainCaches(clock),
          new InternalDirectory.World(clock, Chance.secure()),
          _ -> {});
  private final List<String> troubles = new ArrayList<>();

  @AfterEach
  void close() {
    passwords.close();
  }

  private ForeignDirectory directory(String id, DirectorySource source) {
    return new ForeignDirectory(
        id,
        source,
        Set.of(),
        new ForeignDirectory.Parts(
            house.ids(),
            passwords,
            new PasswordRules(8, 128),
            Addressing.STANDARD,
            (_, reason) -> troubles.add(reason),
            null));
  }

  private static DirectorySource file(String principals) {
    return MemoryDirectory.of(
        Configuration.of(
            "[directory.x]\ntype = \"memory\"\n" + principals,
            ChosenDirectory.class,
            MemoryDirectorySettings.class),
        "x");
  }

  private JoinedDirectory joined(Directory... order) {
    List<Chain.Member> members = new ArrayList<>();
    for (Directory one : order) {
      members.add(
          new Chain.Member(one instanceof ForeignDirectory foreign ? foreign.id() : "house", one));
    }
    return new JoinedDirectory(house, house.ids(), new Chain(house, members, Map.of()));
  }

  private static Entry entry(String name, String... emails) {
    return new Entry(
        new Identity("sub-" + name, name),
        Entry.Kind.INDIVIDUAL,
        name,
        List.of(emails),
        Account.Quota.UNLIMITED,
        true,
        Set.of("clerk"));
  }

  private static Authentication login(Directory directory, String token) {
    return directory.authenticate(new Credentials.Bearer("", token));
  }

  private static Account accepted(Directory directory, String token) {
    return assertInstanceOf(Authentication.Authenticated.class, login(directory, token)).account();
  }

  private Account resident(String login, String role) {
    var draft =
        new PrincipalDraft(
            login,
            "",
            login.contains("@") ? List.of(Claim.parse(login).orElseThrow()) : List.of(),
            Account.Quota.UNLIMITED,
            Set.of(role),
            true,
            List.of());
    if (house.create(draft) instanceof Change.Done<Principal>(var principal)) {
      return principal.account();
    }
    throw new AssertionError("not made: " + login);
  }

  @Test
  void theDirectoryThatKnowsTheDomainSaysWhichAccountItIs() {
    house.createDomain(DomainName.of("a.example"), "");
    Account jane = resident("jane@a.example", "user");
    var provider = directory("sso", new Tokens(Map.of("t", entry("j", "jane@a.example"))));
    Account found = accepted(joined(house, provider), "t");
    assertEquals(jane.id(), found.id());
    assertEquals(Set.of("user", "clerk"), found.roles(), "the token's beside its own");
    assertEquals("j", accepted(joined(provider), "t").login(), "who is not asked says nothing");
  }

  @Test
  void anAliasIsAnAddressAndACatchAllOrListIsNone() {
    var people =
        directory(
            "people",
            file(
                """
                [[directory.x.principals]]
                name = "jane"
                class = "individual"
                email = ["jane@a.example", "j.doe@a.example"]
                email-list = "news@a.example"
                [[directory.x.principals]]
                name = "all"
                class = "individual"
                email = ["all@a.example", "@a.example"]
                [[directory.x.principals]]
                name = "staff"
                class = "group"
                email = "staff@a.example"
                """));
    var provider =
        directory(
            "sso",
            new Tokens(
                Map.of(
                    "alias", entry("one", "j.doe@a.example"),
                    "catch-all", entry("two", "anybody@a.example"),
                    "list", entry("three", "news@a.example"),
                    "sub", entry("four", "jane+x@a.example"),
                    "group", entry("five", "staff@a.example"),
                    "name", entry("jane"))));
    var joined = joined(people, provider);
    assertEquals("jane", accepted(joined, "alias").login());
    assertEquals("two", accepted(joined, "catch-all").login());
    assertEquals("three", accepted(joined, "list").login());
    assertEquals("four", accepted(joined, "sub").login());
    assertEquals(new Authentication.Rejected(Reason.DISABLED), login(joined, "group"));
    assertEquals("sub-jane", key(accepted(joined, "name")), "a namesake");
  }

  private String key(Account account) {
    var known = house.ids().whose(account.id());
    return known == null ? "" : known.identity().key();
  }

  /// Who may choose a name at a provider does not become an administrator.
  @Test
  void aNameAloneIsNoAdministrator() {
    Account admin = resident("admin", "admin");
    var provider = directory("sso", new Tokens(Map.of("t", entry("admin"))));
    for (var joined : List.of(joined(provider), joined(house, provider))) {
      Account found = accepted(joined, "t");
      assertEquals(false, found.id().equals(admin.id()));
      assertEquals(Set.of("user", "clerk"), found.roles());
    }
  }

  @Test
  void ofSeveralTheFirstThatKnowsTheTokenDecides() {
    var one = directory("one", new Tokens(Map.of("a", entry("a"))));
    var two = directory("two", new Tokens(Map.of("a", entry("x"), "b", entry("b"))));
    var joined = joined(directory("file", file("")), one, two);
    assertEquals("a", accepted(joined, "a").login());
    assertEquals("b", accepted(joined, "b").login());
    assertEquals(new Authentication.Rejected(Reason.WRONG_SECRET), login(joined, "c"));
    var none = joined(directory("file", file("")));
    assertEquals(new Authentication.Rejected(Reason.UNSUPPORTED), login(none, "a"));
  }

  @Test
  void nothingIsRefusedWhileOneCannotBeAsked() {
    var down = directory("down", new Tokens(null));
    var up = directory("up", new Tokens(Map.of("a", entry("a", "a@down.example"))));
    assertEquals("a", accepted(joined(down, up), "a").login());
    assertInstanceOf(Authentication.Unavailable.class, login(joined(down, up), "b"));
    assertInstanceOf(Authentication.Unavailable.class, login(joined(up, down), "b"));
    var people = directory("people", new DownSource());
    assertInstanceOf(
        Authentication.Unavailable.class,
        login(joined(people, up), "a"),
        "whose account it is cannot be said");
  }
}
