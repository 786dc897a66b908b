package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mailkeep.directory.internal.Setup.done;
import static org.mailkeep.directory.internal.Setup.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Listing;
import org.mailkeep.directory.api.MailingList;
import org.mailkeep.directory.api.Member;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Roster;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;

/// Entries that stand for others, and those that nobody logs in to.
class ListsAndGroupsTest {
  private static final Address TEAM = Address.of("team@example.org");
  private final Setup setup = new Setup();
  private final InternalDirectory directory = setup.directory;

  @BeforeEach
  void hostADomain() {
    setup.domain("example.org");
  }

  @AfterEach
  void close() {
    setup.close();
  }

  @Test
  void mailForAListLeadsToTheList() {
    AccountId jane = person("jane");
    AccountId team = list("team", here(jane));
    done(directory.update(team, d -> d.withName("The team")));
    assertEquals(
        new Resolution.Mailing(new MailingList(team, TEAM, "The team", null)),
        directory.resolve(Address.of("Team+x@Example.ORG")));
    assertEquals(new Answer.Unknown<Account>(), directory.account(team), "it keeps no mail");
  }

  @Test
  void everyoneOnAListIsNamedOnceHoweverTheyGotThere() {
    AccountId jane = person("jane");
    AccountId john = person("john");
    AccountId inner = list("inner", here(jane), here(john), elsewhere("x@example.net"));
    AccountId outer =
        list(
            "outer",
            here(jane),
            here(inner),
            elsewhere("X@Example.Net"),
            elsewhere("john@example.org"),
            elsewhere("inner@example.org"),
            elsewhere("nobody@example.org"));
    assertEquals(
        new Subscribers(
            List.of(recipient(jane, "jane"), recipient(john, "john")),
            List.of(Address.of("nobody@example.org"), Address.of("x@example.net"))),
        subscribers(outer));
  }

  @Test
  void listsThatContainEachOtherComeToAnEnd() {
    AccountId jane = person("jane");
    AccountId john = person("john");
    AccountId a = list("a", here(jane));
    AccountId b = list("b", here(a), here(john));
    done(directory.update(a, d -> d.withRoster(new Roster(List.of(here(jane), here(b)), null))));
    assertEquals(2, subscribers(a).count());
    assertEquals(2, subscribers(b).count());
  }

  @Test
  void aListThatIsSwitchedOffTakesNoMailAndNobodyElseTakesItsMail() {
    AccountId jane = done(directory.create(draft("jane", "@example.org"))).account().id();
    AccountId team = list("team", here(jane));
    AccountId outer = list("outer", here(team));
    done(directory.update(team, d -> d.withEnabled(false)));
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(TEAM));
    assertEquals(0, subscribers(outer).count());
    done(directory.update(team, d -> d.withEnabled(true)));
    assertInstanceOf(Resolution.Mailing.class, directory.resolve(TEAM));
  }

  @Test
  void mailForAGroupIsTheGroupsOwn() {
    AccountId jane = person("jane");
    AccountId team = group("team", here(jane));
    assertEquals(
        new Resolution.Accounts(List.of(new Resolution.Recipient(team, TEAM))),
        directory.resolve(TEAM));
    AccountId all = list("all", here(team), here(jane));
    assertEquals(
        List.of(recipient(jane, "jane"), recipient(team, "team")), subscribers(all).accounts());
  }

  @Test
  void someoneIsInTheGroupsOfTheirGroups() {
    AccountId jane = person("jane");
    AccountId inner = group("inner", here(jane));
    AccountId outer = group("outer", here(inner));
    done(
        directory.update(
            inner, d -> d.withRoster(new Roster(List.of(here(jane), here(outer)), null))));
    list("news", here(jane));
    assertEquals(new Answer.Found<>(List.of(inner, outer)), directory.groups(jane));
    assertEquals(new Answer.Found<>(List.of(outer)), directory.groups(inner));
    assertEquals(new Answer.Unknown<List<AccountId>>(), directory.groups(new AccountId(99)));
  }

  @Test
  void membersAreToldToThoseWhoAsk() {
    AccountId jane = person("jane");
    AccountId admin = done(directory.create(draft("root"))).account().id();
    list("news", here(jane), here(admin), elsewhere("x@example.net"));
    group("team", here(jane));
    assertEquals(
        new Answer.Found<>(List.of(Address.of("x@example.net"), Address.of("jane@example.org"))),
        sorted(directory.expand(Address.of("news@example.org"))));
    assertEquals(
        new Answer.Found<>(List.of(Address.of("jane@example.org"))), directory.expand(TEAM));
    assertEquals(
        new Answer.Unknown<List<Address>>(), directory.expand(Address.of("jane@example.org")));
    assertEquals(
        new Answer.Found<>(List.of(Address.of("news@example.org"))),
        directory.verify("news@example.org", 9));
  }

  @ParameterizedTest
  @EnumSource(PrincipalKind.class)
  void whoLogsInIsSaidByTheKind(PrincipalKind kind) {
    var made =
        draft("thing", "thing@example.org")
            .withKind(kind)
            .withSecrets(List.of(setup.passwords.hash("secret-1")));
    AccountId id = done(directory.create(made)).account().id();
    Authentication login = directory.authenticate(new Credentials.Password("thing", "secret-1"));
    assertEquals(kind.logsIn(), login instanceof Authentication.Authenticated, login.toString());
    assertEquals(kind.keepsMail(), directory.account(id) instanceof Answer.Found<Account>);
    assertEquals(kind, principal(id).standing().kind());
    assertEquals(
        List.of("thing"),
        listed(Listing.first(10).of(Set.of(kind))).stream().map(p -> p.account().login()).toList());
  }

  @Test
  void entriesAreListedByKind() {
    AccountId jane = person("jane");
    list("news", here(jane));
    group("team", here(jane));
    assertEquals(3, listed(Listing.first(10)).size());
    var groups = listed(Listing.first(10).of(Set.of(PrincipalKind.GROUP, PrincipalKind.RESOURCE)));
    assertEquals(1, groups.size());
    assertEquals(1, groups.getFirst().standing().members());
    assertEquals(List.of(), groups.getFirst().standing().roster().members(), "not told in lists");
  }

  @Test
  void whoGoesLeavesAllListsAndAListThatGoesHasNoMembers() {
    AccountId jane = person("jane");
    AccountId john = person("john");
    AccountId team = list("team", here(jane), here(john));
    AccountId outer = list("outer", here(team));
    done(directory.delete(jane));
    assertEquals(List.of(here(john)), principal(team).standing().roster().members());
    assertEquals(1, principal(team).standing().members());
    done(directory.delete(team));
    assertEquals(List.of(), principal(outer).standing().roster().members());
    assertEquals(new Answer.Found<>(List.of()), directory.groups(john));
    done(directory.delete(john));
  }

  @Test
  void membersMustBeThereAndFit() {
    AccountId jane = person("jane");
    AccountId news = list("news", here(jane));
    impossible("it cannot have members", PrincipalKind.INDIVIDUAL, here(jane));
    impossible("there is no account 99", PrincipalKind.LIST, here(new AccountId(99)));
    impossible("its members must be kept here", PrincipalKind.GROUP, elsewhere("x@example.net"));
    impossible("account 2 cannot be a member of it", PrincipalKind.GROUP, here(news));
    assertEquals(
        new Change.Impossible<Principal>("account 2 cannot be a member of it"),
        directory.update(news, d -> d.withRoster(new Roster(List.of(here(news)), null))));
    assertEquals(
        new Change.Impossible<Principal>("it cannot be its own owner"),
        directory.update(
            news, d -> d.withRoster(d.roster().withOwner(Address.of("news@example.org")))));
  }

  @Test
  void aListHasNoMoreMembersThanItMay() {
    var many = new ArrayList<Member>();
    for (int i = 0; i <= Setup.MOST_MEMBERS; i++) {
      many.add(elsewhere("u" + i + "@example.net"));
    }
    impossible("it may have at most 100 members", PrincipalKind.LIST, many.toArray(Member[]::new));
    many.removeLast();
    assertEquals(100, subscribers(list("news", many.toArray(Member[]::new))).count());
  }

  @Test
  void aCatchAllListSendsToEveryone() {
    AccountId jane = person("jane");
    var made =
        draft("rest", "@example.org")
            .withKind(PrincipalKind.LIST)
            .withRoster(new Roster(List.of(here(jane)), null));
    AccountId rest = done(directory.create(made)).account().id();
    var mailing =
        assertInstanceOf(
            Resolution.Mailing.class, directory.resolve(Address.of("any@example.org")));
    assertEquals(rest, mailing.list().id());
    assertEquals(1, subscribers(rest).count());
  }

  private void impossible(String why, PrincipalKind kind, Member... members) {
    var made =
        draft("new", "new@example.org")
            .withKind(kind)
            .withRoster(new Roster(List.of(members), null));
    assertEquals(new Change.Impossible<Principal>(why), directory.create(made));
  }

  private static Answer<List<Address>> sorted(Answer<List<Address>> answer) {
    return answer instanceof Answer.Found<List<Address>>(var found)
        ? new Answer.Found<>(
            found.stream().sorted((a, b) -> b.local().compareTo(a.local())).toList())
        : answer;
  }

  private AccountId person(String name) {
    return done(directory.create(draft(name, name + "@example.org"))).account().id();
  }

  private AccountId list(String name, Member... members) {
    return made(name, PrincipalKind.LIST, members);
  }

  private AccountId group(String name, Member... members) {
    return made(name, PrincipalKind.GROUP, members);
  }

  private AccountId made(String name, PrincipalKind kind, Member... members) {
    var made =
        draft(name, name + "@example.org")
            .withKind(kind)
            .withRoster(new Roster(List.of(members), null));
    return done(directory.create(made)).account().id();
  }

  private static Member here(AccountId id) {
    return new Member.Here(id);
  }

  private static Member elsewhere(String address) {
    return new Member.Elsewhere(Address.of(address));
  }

  private static Resolution.Recipient recipient(AccountId id, String name) {
    return new Resolution.Recipient(id, Address.of(name + "@example.org"));
  }

  private Subscribers subscribers(AccountId list) {
    return ((Answer.Found<Subscribers>) directory.subscribers(list)).value();
  }

  private Principal principal(AccountId id) {
    return ((Answer.Found<Principal>) directory.principal(id)).value();
  }

  private List<Principal> listed(Listing listing) {
    return ((Answer.Found<Page<Principal>>) directory.principals(listing)).value().items();
  }
}
