package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Address;
import org.mailkeep.wire.smtp.Command;

/// VRFY and EXPN once they are allowed; whether they are is the wire's to decide.
class VrfyExpnTest {
  private final Talk talk = Talk.submission();

  private String vrfy(String who) {
    return talk.server.verify(talk.session, new Command.Vrfy(who)).toString();
  }

  private String expn(String list) {
    return talk.server.expand(talk.session, new Command.Expn(list)).toString();
  }

  @Test
  void oneAddressIsTold() {
    assertEquals("250 2.1.5 <jane@example.org>", vrfy("jane"));
    assertEquals("250 2.1.5 <jane@example.org>", vrfy(" <jane@example.org> "));
  }

  /// The server is mx.example.org, which has no mail of its own at first.
  @Test
  void aNameIsOneOfTheServersDomain() {
    for (int i = 0; i < 2_000; i++) {
      talk.directory.with(100 + i, "jane@d" + i + ".example");
    }
    talk.directory.found.put("jane", List.of(Address.of("jane@d1.example")));
    assertEquals("250 2.1.5 <jane@example.org>", vrfy("jane"));
    assertEquals(List.of("jane@example.org"), talk.directory.looked);
    talk.directory.with(9, "john@mx.example.org");
    assertEquals("250 2.1.5 <john@mx.example.org>", vrfy("john"));
    assertEquals("250 2.1.5 <jane@d1.example>", vrfy("jane"));
    assertEquals(
        List.of("jane@example.org", "john@mx.example.org", "jane@mx.example.org", "jane"),
        talk.directory.looked);
  }

  @Test
  void severalThatASearchFindsAreAmbiguous() {
    talk.directory.found.put(
        "jan", List.of(Address.of("jane@example.com"), Address.of("jane@example.org")));
    assertEquals(
        "553 5.1.4 Ambiguous; possibilities are <jane@example.com> <jane@example.org>",
        vrfy("jan"));
  }

  @Test
  void nobodyIsNobody() {
    assertEquals("550 5.1.1 No such mailbox here", vrfy("nobody@example.org"));
    assertEquals("550 5.1.1 No such mailbox here", vrfy("no@body@example.org"));
    assertEquals("550 5.1.1 No such list here", expn("jane@example.org"));
    assertEquals("550 5.1.1 No such list here", expn("no address"));
  }

  /// RFC 5321 §3.5.3.
  @Test
  void aNameOfAnotherDomainIsNotSaidToBeUnknown() {
    talk.directory.with(9, "john@example.com");
    for (String name : List.of("john", "nobody", "no body", "")) {
      assertEquals("252 2.1.5 Cannot verify that without its domain", vrfy(name));
    }
    assertEquals("550 5.1.1 No such list here", expn("john"));
  }

  @Test
  void membersAreTold() {
    talk.directory.lists.put(
        Address.of("team@example.org"),
        List.of(
            Address.of("jane@example.org"),
            Address.of("j\u00f6rg@example.org"),
            Address.of("x@y.example")));
    assertEquals("250 2.1.5 <jane@example.org> <x@y.example>", expn("Team@Example.org"));
  }

  @Test
  void aListIsFoundByItsLocalPartWhenThereIsOneOfThatName() {
    talk.directory.with(9, "team@example.org");
    talk.directory.lists.put(
        Address.of("team@example.org"), List.of(Address.of("jane@example.org")));
    assertEquals("250 2.1.5 <jane@example.org>", expn("team"));
    talk.directory.found.put(
        "tea", List.of(Address.of("team@example.com"), Address.of("team@example.org")));
    assertEquals("550 5.1.1 No such list here", expn("tea"));
    talk.directory.found.put("tea", List.of(Address.of("team@example.org")));
    assertEquals("250 2.1.5 <jane@example.org>", expn("tea"));
  }

  @Test
  void whatAsciiCannotTellIsNotTold() {
    talk.directory.with(9, "j\u00f6rg@example.org");
    assertTrue(vrfy("j\u00f6rg").startsWith("252 2.6.7"));
    talk.directory.lists.put(
        Address.of("team@example.org"), List.of(Address.of("j\u00f6rg@example.org")));
    assertTrue(expn("team@example.org").startsWith("252 2.6.7"));
  }

  @Test
  void aDirectoryThatIsAwayIsATemporaryFailure() {
    talk.directory.down = true;
    assertTrue(vrfy("jane").startsWith("451 4.4.3"));
    assertTrue(expn("team@example.org").startsWith("451 4.4.3"));
  }
}
