package org.mailkeep.directory.api.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.credentials.Argon2Cost;
import org.mailkeep.credentials.PasswordRules;
import org.mailkeep.credentials.PasswordWork;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;

/// What a directory does that others keep, whatever kind it is.
public abstract class ForeignContract extends DirectoryContract {
  protected static final List<Population.Member> SOCIETY =
      List.of(
          member("jane@example.org", "individual", List.of("news@example.org"), List.of("staff")),
          member("john@example.org", "individual", List.of("news@example.org"), List.of("staff")),
          member("boss@example.org", "admin", List.of(), List.of()),
          new Population.Member(
              Population.Person.of("staff", "staff's secret", "staff@example.org"),
              "group",
              List.of(),
              List.of()),
          member("o'neil+(a)*@example.org", "individual", List.of(), List.of()),
          member("b\\c_d%e@example.org", "individual", List.of(), List.of()));

  /// An address that needs no quotes.
  private static final String FRANK = "o'&|*%_=y@example.org";

  private static final String FRANKS_LIST = "o'dd&l*t@example.org";
  private static final String ODD_GROUP = "o'dd (x)%";

  /// People, a list and a group whose names are full of what means something elsewhere, each with
  /// one that a careless pattern takes for it.
  private static final List<Population.Member> ODD =
      List.of(
          member(FRANK, "individual", List.of(FRANKS_LIST), List.of(ODD_GROUP)),
          member("o'neil+(a)*@example.org", "individual", List.of(), List.of(ODD_GROUP)),
          member("b\\c_d%e@example.org", "individual", List.of(), List.of(ODD_GROUP)),
          member(
              "jane@example.org",
              "individual",
              List.of("o'dd&list@example.org"),
              List.of("o'dd xx%")),
          group(ODD_GROUP, "odd@example.org"),
          group("o'dd xx%", "even@example.org"));

  protected final Passwords passwords =
      new Passwords(
          new PasswordWork(new Argon2Cost(8, 1, 1), 2, 100, Duration.ofSeconds(30)),
          Chance.secure());
  protected final List<String> troubles = new ArrayList<>();
  private final List<DirectorySource> open = new ArrayList<>();
  private final PlainIds ids = new PlainIds();

  /// The source under test, with these in it and nobody else.
  protected abstract DirectorySource source(List<Population.Member> members);

  /// The kind under test while what it asks does not answer.
  protected abstract DirectorySource downSource();

  private static Population.Member member(
      String login, String kind, List<String> lists, List<String> groups) {
    return new Population.Member(
        Population.Person.of(login, login + "'s secret", login), kind, lists, groups);
  }

  private static Population.Member group(String name, String address) {
    return new Population.Member(
        Population.Person.of(name, "secret of " + name, address), "group", List.of(), List.of());
  }

  @Override
  protected final Directory directory(Population population) {
    return directory(
        population.people().stream()
            .map(person -> new Population.Member(person, "individual", List.of(), List.of()))
            .toList());
  }

  private ForeignDirectory directory(List<Population.Member> members) {
    return foreign(source(members), Set.of());
  }

  @Override
  protected final Directory unavailable() {
    ids.of("others", new Identity("first", "first"));
    return foreign(downSource(), Set.of());
  }

  /// A directory over a source.
  protected final ForeignDirectory foreign(DirectorySource source, Set<DomainName> declared) {
    open.add(source);
    var parts =
        new ForeignDirectory.Parts(
            ids,
            passwords,
            new PasswordRules(8, 128),
            Addressing.STANDARD,
            (_, reason) -> troubles.add(reason),
            null);
    return new ForeignDirectory("others", source, declared, parts);
  }

  @AfterEach
  final void closeAll() {
    open.forEach(DirectorySource::close);
    passwords.close();
  }

  @Test
  void itServes() {
    assertEquals(Optional.empty(), source(SOCIETY).trouble());
    assertFalse(downSource().trouble().isEmpty());
  }

  @Test
  void aFailureIsToldWithItsReason() {
    unavailable().account("jane@example.org");
    assertEquals(1, troubles.size());
    assertFalse(troubles.getFirst().isBlank());
  }

  @Test
  void verifyFindsAddressesByAPartOfThem() {
    var found =
        assertInstanceOf(Answer.Found.class, directory(Population.example()).verify("jane", 10));
    assertEquals(
        List.of(Address.of("jane@example.net"), Address.of("jane@example.org")), found.value());
  }

  @Test
  void aListReachesAllOnIt() {
    var directory = directory(SOCIETY);
    var news = Address.of("news@example.org");
    var found = assertInstanceOf(Resolution.Accounts.class, directory.resolve(news));
    assertEquals(
        Set.of(id(directory, "jane@example.org"), id(directory, "john@example.org")),
        Set.copyOf(found.recipients().stream().map(Resolution.Recipient::account).toList()));
    var members = assertInstanceOf(Answer.Found.class, directory.expand(news));
    assertEquals(
        List.of(Address.of("jane@example.org"), Address.of("john@example.org")), members.value());
    assertEquals(
        new Answer.Found<>(List.of(Address.of("jane@example.org"))),
        directory.addresses(id(directory, "jane@example.org")),
        "a list's address is nobody's own");
  }

  @Test
  void aGroupKeepsItsMailAndDoesNotLogIn() {
    var directory = directory(SOCIETY);
    AccountId group = id(directory, "staff");
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(group, Address.of("staff@example.org")))),
        plain(directory.resolve(Address.of("staff+x@example.org"))));
    assertInstanceOf(Authentication.Rejected.class, login(directory, "staff", "staff's secret"));
    assertEquals(
        new Answer.Found<>(List.of(group)), directory.groups(id(directory, "jane@example.org")));
    assertEquals(
        new Answer.Found<>(List.<AccountId>of()),
        directory.groups(id(directory, "boss@example.org")));
    assertEquals(
        new Verdict.No(),
        directory.owns(id(directory, "jane@example.org"), Address.of("staff@example.org")));
  }

  @Test
  void classesAreRoles() {
    var directory = directory(SOCIETY);
    assertEquals(Set.of("user"), accepted(directory, "jane@example.org").roles());
    assertEquals(Set.of("admin"), accepted(directory, "boss@example.org").roles());
  }

  @Test
  void whatItDoesIsToldToWhoListens() {
    var directory = directory(SOCIETY);
    var told = Trace.of(() -> directory.resolve(Address.of("jane+x@example.org")));
    assertInstanceOf(Resolution.Accounts.class, told.answer());
    var candidates =
        told.steps().stream()
            .filter(step -> step.what().equals("candidate"))
            .map(Trace.Step::detail)
            .toList();
    assertEquals(
        List.of("jane+x@example.org: unknown to others", "jane@example.org: 1 found by others"),
        candidates);
    var login = Trace.of(() -> login(directory, "jane@example.org", "jane@example.org's secret"));
    assertInstanceOf(Authentication.Authenticated.class, login.answer());
    assertFalse(login.steps().toString().contains("jane@example.org's secret"), "a secret is told");
    String injected = "x')(uid=*)%' or 1=1@example.org";
    assertFalse(Trace.of(() -> directory.account(injected)).steps().size() > Trace.MOST_STEPS);
  }

  @Test
  void anAccountKeepsItsId() {
    var source = source(SOCIETY);
    var first = foreign(source, Set.of());
    AccountId jane = id(first, "jane@example.org");
    assertNotEquals(jane, id(first, "john@example.org"));
    var second = foreign(source, Set.of());
    assertEquals(jane, id(second, "JANE@example.org"));
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(jane, Address.of("jane@example.org")))),
        plain(second.resolve(Address.of("jane@example.org"))));
  }

  @Test
  void namesWithOddCharactersAreNamesLikeOthers() {
    var directory = directory(SOCIETY);
    for (String name : List.of("o'neil+(a)*@example.org", "b\\c_d%e@example.org")) {
      assertEquals(name, accepted(directory, name).login());
    }
    AccountId neil = id(directory, "o'neil+(a)*@example.org");
    assertEquals(
        new Resolution.Accounts(
            List.of(new Resolution.Recipient(neil, Address.of("\"o'neil+(a)*\"@example.org")))),
        plain(directory.resolve(Address.of("\"o'neil+(a)*\"@example.org"))));
  }

  /// What means something in filters, names, queries or their patterns.
  static Stream<String> codes() {
    return Stream.of(
        "*",
        "j*@example.org",
        "jane@example.org)(uid=*",
        "*)(objectClass=*",
        "x)(|(objectClass=*",
        "' or '1'='1",
        "jane@example.org' --",
        "x'; delete from emails; --",
        "x' union select 'jane@example.org', 'x', 'x', 0 --",
        "%",
        "_ane@example.org",
        "\\2a",
        "\\",
        "jane@example.org\\00",
        "jane@example.org,ou=people",
        "{local}",
        "$1",
        "?");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void whatIsNoNameIsNobody(String name) {
    var directory = directory(SOCIETY);
    assertInstanceOf(Authentication.Rejected.class, login(directory, name, "x"), name);
    assertInstanceOf(
        Authentication.Rejected.class, login(directory, name, "jane@example.org's secret"), name);
    assertEquals(new Answer.Unknown<Account>(), directory.account(name));
    Address.parse("\"" + name.replace("\\", "\\\\") + "\"@example.org")
        .ifPresent(
            address -> assertEquals(new Resolution.UnknownMailbox(), directory.resolve(address)));
    assertEquals(List.of(), troubles);
  }

  /// Of VRFY, and of EXPN.
  @ParameterizedTest
  @MethodSource("codes")
  void whatIsLookedForIsText(String text) {
    var directory = directory(ODD);
    List<Address> found =
        Address.parse(text).isEmpty() && FRANK.contains(text)
            ? List.of(Address.of(FRANK))
            : List.of();
    assertEquals(found, people(directory.verify(text, 10)));
    Address list = quoted(text);
    assertEquals(new Answer.Unknown<List<Address>>(), directory.expand(list));
    assertEquals(new Verdict.No(), directory.owns(id(directory, "jane@example.org"), list));
    assertEquals(List.of(), troubles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "&", "*", "%", "_", "|*", "%_", "="})
  void odditiesAreFoundWhereTheyAre(String text) {
    assertEquals(List.of(Address.of(FRANK)), people(directory(ODD).verify(text, 10)));
    assertEquals(List.of(), troubles);
  }

  /// Some kinds find lists, too.
  private static List<Address> people(Answer<List<Address>> answer) {
    return switch (answer) {
      case Answer.Found<List<Address>>(var found) ->
          found.stream().filter(one -> !one.local().startsWith("o'dd")).toList();
      case Answer.Unknown<List<Address>> _ -> List.of();
      case Answer.Unavailable<List<Address>>(var reason) -> throw new AssertionError(reason);
    };
  }

  /// A pattern of SQL's takes it for any character; nothing else that is one can be in a domain.
  @ParameterizedTest
  @ValueSource(strings = {"exampl_.org", "_xample.org", "_______.org", "_______.___", "_._"})
  void anUnderscoreStandsForItself(String name) {
    var directory = directory(SOCIETY);
    assertEquals(new Verdict.No(), directory.isLocal(DomainName.of(name)));
    assertEquals(new Resolution.NotLocal(), directory.resolve(Address.of("jane@" + name)));
  }

  @Test
  void groupsAndListsWithOddNamesAreThemselves() {
    var directory = directory(ODD);
    var list = Address.of(FRANKS_LIST);
    assertEquals(new Answer.Found<>(List.of(Address.of(FRANK))), directory.expand(list));
    assertEquals(
        new Resolution.Accounts(List.of(new Resolution.Recipient(id(directory, FRANK), list))),
        plain(directory.resolve(list)));
    assertEquals(
        new Answer.Found<>(List.of(Address.of("jane@example.org"))),
        directory.expand(Address.of("o'dd&list@example.org")));
    var odd = new Answer.Found<>(List.of(id(directory, ODD_GROUP)));
    for (String member : List.of(FRANK, "o'neil+(a)*@example.org", "b\\c_d%e@example.org")) {
      assertEquals(odd, directory.groups(id(directory, member)), member);
    }
    assertEquals(
        new Answer.Found<>(List.of(id(directory, "o'dd xx%"))),
        directory.groups(id(directory, "jane@example.org")));
    assertEquals(List.of(), troubles);
  }

  private static Address quoted(String local) {
    return Address.of("\"" + local.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@example.org");
  }

  @Test
  void aDomainThatIsDeclaredIsLocal() {
    var declared = foreign(source(SOCIETY), Set.of(DomainName.of("example.edu")));
    assertEquals(new Verdict.Yes(), declared.isLocal(DomainName.of("example.edu")));
    assertEquals(new Resolution.UnknownMailbox(), declared.resolve(Address.of("jane@example.edu")));
  }

  @Test
  void noPasswordIsNoPassword() {
    var directory = directory(SOCIETY);
    assertEquals(
        new Authentication.Rejected(Authentication.Reason.WRONG_SECRET),
        login(directory, "jane@example.org", ""));
  }

  private static Authentication login(Directory directory, String login, String password) {
    return directory.authenticate(new Credentials.Password(login, password));
  }

  private static Account accepted(Directory directory, String login) {
    return assertInstanceOf(
            Authentication.Authenticated.class, login(directory, login, login + "'s secret"), login)
        .account();
  }

  private static AccountId id(Directory directory, String login) {
    if (directory.account(login) instanceof Answer.Found<Account>(var account)) {
      return account.id();
    }
    throw new AssertionError("no account " + login);
  }
}
