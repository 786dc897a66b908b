package org.mailkeep.directory.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Authentication.Reason;
import org.mailkeep.directory.api.Change;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.foreign.Chain;
import org.mailkeep.directory.api.foreign.ForeignDirectory;
import org.mailkeep.directory.api.foreign.JoinedDirectory;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;

/// Who has shown a token has an account, and gets mail.
class OidcDirectoryTest extends OidcFixture {
  private static final Address JOHN = Address.of("john@example.org");

  private String token(String sub, String name, String email) {
    JWTClaimsSet.Builder claims = provider.claims().subject(sub);
    return provider.signed(claims.claim("preferred_username", name).claim("email", email));
  }

  private static Resolution to(Account account, String address) {
    return new Resolution.Accounts(
        List.of(new Resolution.Recipient(account.id(), Address.of(address))));
  }

  @Test
  void mailIsTakenForWhomTheProviderHasVouchedFor() {
    var directory = directory("");
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(JOHN));
    assertEquals(new Answer.Unknown<Account>(), directory.account("john"));
    Account john = accepted(directory, provider.signed(provider.claims()));
    assertEquals(to(john, "john@example.org"), directory.resolve(JOHN));
    assertEquals(to(john, "john@example.org"), directory.resolve(Address.of("John+x@example.org")));
    assertEquals(new Answer.Found<>(john), directory.account("JOHN"));
    assertEquals(new Answer.Found<>(john), directory.account(john.id()));
    assertEquals(new Answer.Found<>(List.of(JOHN)), directory.addresses(john.id()));
    assertEquals(new Verdict.Yes(), directory.owns(john.id(), JOHN));
    assertEquals(new Answer.Found<>(List.of(JOHN)), directory.verify("joh", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), directory.verify("ohn", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), directory.expand(JOHN));
    assertEquals(new Answer.Found<>(List.of()), directory.groups(john.id()));
    assertEquals(
        new Resolution.UnknownMailbox(), directory.resolve(Address.of("nobody@example.org")));
  }

  /// Another server on the same store, later.
  @Test
  void whoHasComeBeforeIsKnownWhileTheProviderIsAway() {
    Account john = accepted(directory(""), provider.signed(provider.claims()));
    provider.close();
    var later = directory("");
    assertEquals(to(john, "john@example.org"), later.resolve(JOHN));
    assertEquals(new Answer.Found<>(john), later.account(john.id()));
  }

  @Test
  void anAccountIsTheSameAfterItsNamesHaveChanged() {
    var directory = directory("");
    Account john = accepted(directory, token("5f1c", "john", "john@example.org"));
    Account doe = accepted(directory, token("5f1c", "doe", "doe@example.org"));
    assertEquals(john.id(), doe.id());
    assertEquals("doe", doe.login());
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(JOHN));
    assertEquals(to(john, "doe@example.org"), directory.resolve(Address.of("doe@example.org")));
    assertEquals(new Answer.Unknown<Account>(), directory.account("john"));
    assertNotEquals(john.id(), accepted(directory, token("77", "j", "j@example.org")).id());
  }

  @Test
  void anAddressOfSomebodyStaysTheirsUntilTheyLetGoOfIt() {
    var directory = directory("");
    Account john = accepted(directory, token("5f1c", "john", "john@example.org"));
    Account other = accepted(directory, token("77", "john", "john@example.org"));
    assertNotEquals(john.id(), other.id());
    assertEquals(null, other.address());
    assertEquals(to(john, "john@example.org"), directory.resolve(JOHN));
    assertEquals(new Answer.Found<>(john), directory.account("john"));
    accepted(directory, token("5f1c", "john", "doe@example.org"));
    assertEquals(JOHN, accepted(directory, token("77", "john", "john@example.org")).address());
    assertEquals(to(other, "john@example.org"), directory.resolve(JOHN));
  }

  @ParameterizedTest
  @CsvSource({
    "john, true",
    "JOHN, true",
    "John@Example.org, true",
    "jane, false",
    "jane@example.org, false",
    "john+x@example.org, false",
    "@example.org, false",
    "'john\u0000', false"
  })
  void aTokenSpeaksForItsOwnerAlone(String login, boolean good) {
    var directory = directory("");
    String token = provider.signed(provider.claims());
    Authentication answer = directory.authenticate(new Credentials.Bearer(login, token));
    if (good) {
      assertInstanceOf(Authentication.Authenticated.class, answer);
    } else {
      assertEquals(rejected(Reason.FOR_ANOTHER), answer);
    }
  }

  @Test
  void nobodyHasAPasswordHere() {
    var directory = directory("");
    accepted(directory, provider.signed(provider.claims()));
    assertEquals(
        rejected(Reason.UNKNOWN_LOGIN),
        directory.authenticate(new Credentials.Password("john", "secret")));
    assertEquals(Set.of(Proof.BEARER, Proof.CERTIFICATE, Proof.KERBEROS), directory.accepts());
  }

  @Test
  void groupsGiveRolesForOneLogin() {
    var directory =
        directory("claim-groups = \"groups\"\nroles.admin = \"bosses\"\nroles.clerk = \"staff\"\n");
    var claims = provider.claims().claim("groups", List.of("bosses", "others"));
    Account boss = accepted(directory, provider.signed(claims));
    assertEquals(Set.of("user", "admin"), boss.roles());
    assertInstanceOf(Answer.Found.class, directory.account(boss.id()));
    assertEquals(
        Set.of("user"),
        ((Answer.Found<Account>) directory.account(boss.id())).value().roles(),
        "what is kept gives no power");
    assertEquals(Set.of("user"), accepted(directory, provider.signed(provider.claims())).roles());
  }

  @Test
  void theDomainOfNamesIsLocal() {
    var directory = directory("username-domain = \"example.com\"\n");
    assertEquals(new Verdict.Yes(), directory.isLocal(DomainName.of("example.com")));
    assertEquals(new Verdict.Yes(), directory.isLocal(DomainName.of("example.org")), "declared");
    assertEquals(new Verdict.No(), directory.isLocal(DomainName.of("example.net")));
    Account john = accepted(directory, provider.signed(provider.claims()));
    assertEquals("john@example.com", john.login());
    assertEquals(to(john, "john@example.com"), directory.resolve(Address.of("john@example.com")));
  }

  @Test
  void anAdministratorRemovesWhoIsGone() {
    var directory = directory("");
    var joined = joined(directory);
    Account john = accepted(directory, provider.signed(provider.claims()));
    var shown = assertInstanceOf(Answer.Found.class, joined.principal(john.id()));
    assertEquals(new Principal.Keeper.Others("sso", false), ((Principal) shown.value()).keeper());
    assertInstanceOf(
        Change.KeptElsewhere.class, joined.update(john.id(), draft -> draft.withName("x")));
    assertInstanceOf(Change.Done.class, joined.delete(john.id()));
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(JOHN));
    assertEquals(new Answer.Unknown<Principal>(), joined.principal(john.id()));
    assertEquals(new Answer.Found<>(List.of(john.id())), joined.departed());
    Account again = accepted(directory, provider.signed(provider.claims()));
    assertNotEquals(john.id(), again.id());
    assertEquals(to(again, "john@example.org"), directory.resolve(JOHN));
  }

  @Test
  void tokensAreOfferedBesideThePasswordsOfTheHouse() {
    Set<Proof> both = EnumSet.copyOf(house.accepts());
    both.add(Proof.BEARER);
    assertEquals(both, joined(directory("")).accepts());
  }

  private JoinedDirectory joined(ForeignDirectory directory) {
    return new JoinedDirectory(
        house,
        house.ids(),
        new Chain(house, List.of(new Chain.Member("sso", directory)), Map.of()));
  }
}
