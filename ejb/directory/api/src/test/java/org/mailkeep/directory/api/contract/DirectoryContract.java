package org.mailkeep.directory.api.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;

/// What a directory does, whatever kind it is.
public abstract class DirectoryContract {
  /// The directory under test, with these people in it.
  protected abstract Directory directory(Population population);

  /// The same directory while what it asks does not answer.
  protected abstract Directory unavailable();

  private Directory directory;

  @BeforeEach
  void populate() {
    directory = directory(Population.example());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane@example.org", "JANE@Example.ORG"})
  void theRightPasswordLogsIn(String login) {
    var account = accepted(login, "jane's secret");
    assertEquals("jane@example.org", account.login());
    assertEquals("Jane Doe", account.name());
    assertEquals(Address.of("jane@example.org"), account.address());
    assertEquals(1L << 30, account.quota().bytes());
    assertEquals(account, accepted(login, "jane's secret"), "a second time");
  }

  @Test
  void whoHasNoMailLogsInToo() {
    assertEquals("admin", accepted("admin", "admin's secret").login());
    assertEquals(
        "jürgen@bücher.example", unicode(accepted("jürgen@bücher.example", "jürgen's secret")));
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.org, jane's secrez, WRONG_SECRET",
    "jane@example.org, '', WRONG_SECRET",
    "jane@example.org, john's secret, WRONG_SECRET",
    "nobody@example.org, jane's secret, UNKNOWN_LOGIN",
    "j.doe@example.org, jane's secret, UNKNOWN_LOGIN",
    "@example.net, all's secret, UNKNOWN_LOGIN",
    "jane, jane's secret, UNKNOWN_LOGIN",
    "'', jane's secret, UNKNOWN_LOGIN",
    "gone@example.org, no, WRONG_SECRET"
  })
  void everyoneElseIsRejected(String login, String password, Authentication.Reason why) {
    assertEquals(
        new Authentication.Rejected(why),
        directory.authenticate(new Credentials.Password(login, password)));
  }

  @Test
  void whoIsDisabledIsRejected() {
    assertEquals(
        new Authentication.Rejected(reasonOfTheDisabled()),
        directory.authenticate(new Credentials.Password("gone@example.org", "gone's secret")));
  }

  /// Why somebody is rejected who is disabled and knows the password.
  protected Authentication.Reason reasonOfTheDisabled() {
    return Authentication.Reason.DISABLED;
  }

  @Test
  void aLoginOfAnyLengthOrContentIsOnlyUnknown() {
    for (String login : List.of("x".repeat(100_000), "jane\u0000@example.org", "jane\r\n", "@")) {
      assertEquals(
          new Authentication.Rejected(Authentication.Reason.UNKNOWN_LOGIN),
          directory.authenticate(new Credentials.Password(login, "x")),
          login);
    }
  }

  @Test
  void aPasswordOfAnyLengthIsOnlyWrong() {
    assertEquals(
        new Authentication.Rejected(Authentication.Reason.WRONG_SECRET),
        directory.authenticate(
            new Credentials.Password("jane@example.org", "x".repeat(1_000_000))));
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.org, jane@example.org, jane@example.org",
    "JANE@EXAMPLE.ORG, jane@example.org, jane@example.org",
    "j.doe@example.org, jane@example.org, j.doe@example.org",
    "jane@example.net, jane@example.org, jane@example.net",
    "jane+lists@example.org, jane@example.org, jane@example.org",
    "j.doe+a+b@example.org, jane@example.org, j.doe@example.org",
    "john+real@example.org, john+real@example.org, john+real@example.org",
    "anyone@example.net, all@example.net, anyone@example.net",
    "anyone+x@example.net, all@example.net, anyone+x@example.net",
    "jane+x@example.net, jane@example.org, jane@example.net",
    "gone@example.org, gone@example.org, gone@example.org",
    "JÜRGEN@bücher.example, jürgen@bücher.example, jürgen@bücher.example"
  })
  void mailFindsItsAccount(String address, String login, String matched) {
    var expected = new Resolution.Recipient(id(login), Address.of(matched));
    assertEquals(
        new Resolution.Accounts(List.of(expected)), plain(directory.resolve(Address.of(address))));
  }

  /// The same without what a directory may tell beside.
  static Resolution plain(Resolution resolution) {
    return resolution instanceof Resolution.Accounts(var recipients)
        ? new Resolution.Accounts(
            recipients.stream()
                .map(one -> new Resolution.Recipient(one.account(), one.address()))
                .toList())
        : resolution;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody@example.org",
        "john@example.org",
        "john+x@example.org",
        "admin@example.org"
      })
  void mailForNobodyIsUnknown(String address) {
    assertEquals(new Resolution.UnknownMailbox(), directory.resolve(Address.of(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane@example.com", "jane@sub.example.org", "jane@org"})
  void mailForOtherDomainsIsNotLocal(String address) {
    assertEquals(new Resolution.NotLocal(), directory.resolve(Address.of(address)));
  }

  @Test
  void domainsAreLocalOrNot() {
    assertEquals(new Verdict.Yes(), directory.isLocal(DomainName.of("Example.ORG")));
    assertEquals(new Verdict.Yes(), directory.isLocal(DomainName.of("bücher.example")));
    assertEquals(new Verdict.No(), directory.isLocal(DomainName.of("example.com")));
  }

  @Test
  void accountsAreFoundByIdAndByLogin() {
    var jane = id("jane@example.org");
    var found = assertInstanceOf(Answer.Found.class, directory.account(jane));
    assertEquals(found, directory.account("Jane@example.org"));
    assertEquals(new Answer.Unknown<Account>(), directory.account("j.doe@example.org"));
    assertEquals(new Answer.Unknown<Account>(), directory.account(new AccountId(1L << 40)));
  }

  @Test
  void anAccountHasItsAddressesThePrimaryFirst() {
    assertEquals(
        new Answer.Found<>(
            List.of(
                Address.of("jane@example.org"),
                Address.of("j.doe@example.org"),
                Address.of("jane@example.net"))),
        directory.addresses(id("jane@example.org")));
    assertEquals(
        new Answer.Found<>(List.of(Address.of("all@example.net"))),
        directory.addresses(id("all@example.net")));
    assertEquals(new Answer.Found<List<Address>>(List.of()), directory.addresses(id("admin")));
  }

  @ParameterizedTest
  @CsvSource({
    "jane@example.org, JANE@example.org, true",
    "jane@example.org, j.doe@example.org, true",
    "jane@example.org, jane+shop@example.org, true",
    "jane@example.org, gone@example.org, false",
    "jane@example.org, john+real@example.org, false",
    "jane@example.org, nobody@example.org, false",
    "jane@example.org, jane@example.com, false",
    "jane@example.org, other@example.net, false",
    "all@example.net, other@example.net, true",
    "all@example.net, jane@example.net, false",
    "admin, jane@example.org, false"
  })
  void anAccountOwnsWhatItReceives(String login, String address, boolean owns) {
    assertEquals(Verdict.of(owns), directory.owns(id(login), Address.of(address)));
  }

  @Test
  void verifyFindsAnAddress() {
    assertEquals(
        new Answer.Found<>(List.of(Address.of("jane@example.org"))),
        directory.verify("jane+x@example.org", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), directory.verify("nobody", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), directory.verify("nobody@example.org", 10));
    assertEquals(new Answer.Unknown<List<Address>>(), directory.verify("a b\u0000", 10));
  }

  @Test
  void anAccountHasNoMembers() {
    assertEquals(
        new Answer.Unknown<List<Address>>(), directory.expand(Address.of("jane@example.org")));
  }

  @Test
  void aDirectoryThatCannotBeAskedNeverSaysUnknown() {
    var down = unavailable();
    var jane = Address.of("jane@example.org");
    assertInstanceOf(
        Authentication.Unavailable.class,
        down.authenticate(new Credentials.Password("jane@example.org", "jane's secret")));
    assertInstanceOf(Resolution.Unavailable.class, down.resolve(jane));
    assertInstanceOf(Verdict.Unavailable.class, down.isLocal(jane.domain()));
    assertInstanceOf(Verdict.Unavailable.class, down.owns(new AccountId(1), jane));
    assertInstanceOf(Answer.Unavailable.class, down.account("jane@example.org"));
    assertInstanceOf(Answer.Unavailable.class, down.account(new AccountId(1)));
    assertInstanceOf(Answer.Unavailable.class, down.addresses(new AccountId(1)));
    assertInstanceOf(Answer.Unavailable.class, down.verify("jane@example.org", 10));
  }

  private Account accepted(String login, String password) {
    var answer = directory.authenticate(new Credentials.Password(login, password));
    return assertInstanceOf(Authentication.Authenticated.class, answer).account();
  }

  private AccountId id(String login) {
    return switch (directory.account(login)) {
      case Answer.Found<Account>(var account) -> account.id();
      case Answer.Unknown<Account> _, Answer.Unavailable<Account> _ ->
          throw new AssertionError("no account " + login);
    };
  }

  private static String unicode(Account account) {
    var address = account.address();
    assertTrue(address != null, "no address");
    return address.local() + "@" + address.domain().unicode();
  }
}
