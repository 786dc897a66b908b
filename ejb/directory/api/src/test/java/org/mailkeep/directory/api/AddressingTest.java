package org.mailkeep.directory.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;
import org.mailkeep.settings.Configuration;

class AddressingTest {
  @Test
  void looksUpTheExactAddressThenTheBaseThenTheCatchAll() {
    assertEquals(
        List.of("jane+lists@example.org", "jane@example.org", "@example.org"),
        Addressing.STANDARD.candidates(Address.of("Jane+Lists@Example.ORG")));
  }

  @Test
  void cutsAtTheFirstSeparator() {
    assertEquals(
        Optional.of(Address.of("jane@example.org")),
        Addressing.STANDARD.base(Address.of("jane+a+b@example.org")));
  }

  @Test
  void aLocalPartThatBeginsWithTheSeparatorHasNoBase() {
    assertEquals(Optional.empty(), Addressing.STANDARD.base(Address.of("+x@example.org")));
  }

  @Test
  void whatIsOffIsNotLookedUp() {
    assertEquals(
        List.of("jane+x@example.org"),
        new Addressing(false, false).candidates(Address.of("jane+x@example.org")));
  }

  @Test
  void thePostmasterMayBeSomebody() {
    assertEquals(
        Address.of("jane@example.org"),
        configured("session.rcpt.postmaster = \"jane@example.org\"").postmaster());
    assertNull(configured("").postmaster());
    assertThrows(
        IllegalArgumentException.class, () -> configured("session.rcpt.postmaster = \"jane\""));
    assertTrue(Addressing.isPostmaster(Address.of("PostMaster@example.org")));
    assertFalse(Addressing.isPostmaster(Address.of("postmaster+x@example.org")));
  }

  private static Addressing configured(String toml) {
    return AddressingSettings.addressing(
        Configuration.of(toml, AddressingSettings.class, ChosenDirectory.class));
  }

  private static List<String> candidates(String toml, String address) {
    return configured(toml).candidates(Address.of(address));
  }

  @Test
  void plainSettingsMeanWhatTheyAlwaysDid() {
    assertEquals(
        List.of("jane+x@example.org", "jane@example.org", "@example.org"),
        candidates("", "jane+x@example.org"));
    assertEquals(
        List.of("jane+x@example.org", "jane@example.org"),
        candidates("session.rcpt.catch-all = false", "jane+x@example.org"));
    assertEquals(
        List.of("jane+x@example.org", "@example.org"),
        candidates("session.rcpt.sub-addressing = false", "jane+x@example.org"));
  }

  @Test
  void aRuleTurnsAnAddressIntoAnother() {
    String toml =
        """
        session.rcpt.sub-addressing = [
          { if = "matches('^([^.]+)\\\\.([^.]+)@(.+)$', rcpt)", then = "$2 + '@' + $3" },
          { else = false } ]
        session.rcpt.catch-all = [
          { if = "matches('(.+)@(.+)$', rcpt) && rcpt_domain != 'quiet.example'",
            then = "'info@' + $2" },
          { else = false } ]
        """;
    assertEquals(
        List.of("folder.jane@example.org", "jane@example.org", "info@example.org"),
        candidates(toml, "Folder.Jane@example.org"));
    assertEquals(List.of("jane+x@quiet.example"), candidates(toml, "jane+x@quiet.example"));
    assertEquals(
        Address.of("jane@example.org"),
        configured(toml).matched(Address.of("folder.jane@example.org"), "jane@example.org"));
    assertEquals(
        Address.of("nobody@example.org"),
        configured(toml).matched(Address.of("Nobody@example.org"), "info@example.org"));
  }

  @Test
  void theOlderAndOldestFormsMeanTheSame() {
    assertEquals(
        List.of("folder.jane@example.org", "jane@example.org", "@example.org"),
        candidates(
            """
            [directory.here]
            type = "internal"
            options.subaddressing = { map = "^([^.]+)\\\\.([^.]+)@(.+)$", to = "${2}@${3}" }
            """,
            "folder.jane@example.org"));
    assertEquals(
        List.of("x@example.org", "info@example.org"),
        candidates(
            """
            [directory.here]
            type = "internal"
            options.catch-all = [ { if = "rcpt", matches = "(.+)@(.+)$", then = "info@${2}" },
                                  { else = false } ]
            """,
            "x@example.org"));
    assertEquals(
        List.of("x@example.org"),
        candidates(
            "session.rcpt.catch-all = false\n"
                + "[directory.here]\ntype = 'internal'\noptions.catch-all = true",
            "x@example.org"));
    assertEquals(
        List.of("x+y@example.org", "@example.org"),
        candidates("session.rcpt.subaddressing = false", "x+y@example.org"));
  }

  @Test
  void oneAddressMayTakeAll() {
    assertEquals(
        List.of("x@example.org", "all@example.org"),
        candidates("session.rcpt.catch-all = 'all@example.org'", "x@example.org"));
  }

  @Test
  void whatARuleMakesOfNoAddressChangesNothing() {
    assertEquals(
        List.of("x+y@example.org", "@example.org"),
        candidates("session.rcpt.sub-addressing = \"'no address'\"", "x+y@example.org"));
  }

  @Test
  void credentialsKeepTheirSecretToThemselves() {
    assertFalse(new Credentials.Password("jane", "s3cret").toString().contains("s3cret"));
    assertFalse(new Credentials.Bearer("jane", "s3cret").toString().contains("s3cret"));
  }
}
