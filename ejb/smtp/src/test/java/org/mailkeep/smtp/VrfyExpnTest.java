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

  @Test
  void severalAreAmbiguous() {
    talk.directory.with(9, "jane@example.com");
    assertEquals(
        "553 5.1.4 Ambiguous; possibilities are <jane@example.com> <jane@example.org>",
        vrfy("jane"));
  }

  @Test
  void nobodyIsNobody() {
    assertEquals("550 5.1.1 No such mailbox here", vrfy("nobody"));
    assertEquals("550 5.1.1 No such list here", expn("jane@example.org"));
    assertEquals("550 5.1.1 No such list here", expn("no address"));
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
    talk.directory.with(10, "team@example.com");
    assertEquals("550 5.1.1 No such list here", expn("team"));
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
