package org.mailkeep.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.smtp.SmtpPermissions.Step;
import org.mailkeep.wire.smtp.Command;
import org.mailkeep.wire.smtp.SmtpListener;
import org.mailkeep.wire.smtp.SmtpService;

/// What whoever logged in needs for each command.
class SmtpPermissionsTest {
  /// What begins and ends a connection, and what comes before a login.
  private static final Set<String> FOR_ANYONE =
      Set.of("connect", "hello", "scramKeys", "disconnect");

  @Test
  void everyCommandHasAPermissionOrIsForAnyone() {
    Set<String> methods =
        Arrays.stream(SmtpListener.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(method -> method.getName().toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    FOR_ANYONE.forEach(name -> methods.remove(name.toUpperCase(Locale.ROOT)));
    assertEquals(Arrays.stream(Step.values()).map(Enum::name).collect(Collectors.toSet()), methods);
    for (Step step : Step.values()) {
      assertNotNull(SmtpPermissions.of(step));
    }
  }

  @Test
  void whoMayNotSendIsRefusedAtEachCommandOfATransaction() {
    var talk = Talk.submission();
    assertEquals("250 2.1.0 Sender ok", talk.mail("jane@example.org"));
    talk.roles.without(Permission.EMAIL_SEND);
    String refusal = "550 5.7.1 This takes the permission email-send";
    assertEquals(refusal, talk.rcpt("joe@example.org"));
    assertEquals(refusal, talk.data("Subject: x\r\n\r\n"));
    assertEquals(refusal, talk.mail("jane@example.org"));
    assertTrue(talk.queue.messages.isEmpty());
    talk.roles.without();
    assertEquals("250 2.1.0 Sender ok", talk.mail("jane@example.org"));
  }

  @Test
  void theRightToSendIsAskedForAgainBeforeAMessageIsTaken() {
    var talk = Talk.submission();
    talk.mail("jane@example.org");
    talk.rcpt("joe@example.org");
    var start = (SmtpListener.DataStart.Accept) talk.server.data(talk.session);
    talk.roles.without(Permission.EMAIL_SEND);
    assertEquals(
        "550 5.7.1 This takes the permission email-send",
        talk.server.deliver(talk.session, start.sink()).getFirst().toString());
    assertTrue(talk.queue.messages.isEmpty());
  }

  @Test
  void vrfyAndExpnTakeTheirOwn() {
    var talk = Talk.submission();
    talk.roles.without(Permission.SMTP_VRFY, Permission.SMTP_EXPN);
    assertEquals(
        "550 5.7.1 This takes the permission smtp-vrfy",
        talk.server.verify(talk.session, new Command.Vrfy("jane")).toString());
    assertEquals(
        "550 5.7.1 This takes the permission smtp-expn",
        talk.server.expand(talk.session, new Command.Expn("jane")).toString());
  }

  @Test
  void aLoginTakesItsPermissionAndLeavesNoSession() {
    for (Permission missing : Set.of(Permission.SMTP_AUTHENTICATE, Permission.AUTHENTICATE)) {
      var talk = new Talk(SmtpService.SUBMISSION);
      talk.roles.without(missing);
      assertEquals(
          "535 5.7.1 This takes the permission " + missing.text(),
          talk.login("jane@example.org", "secret"));
      assertTrue(Visit.of(talk.session).account().isEmpty());
      talk.sessions.end(new AccountId(1));
      assertEquals("535 5.7.8 Authentication credentials invalid", talk.login("jane@x", "secret"));
    }
  }

  @Test
  void strangersNeedNone() {
    var talk = Talk.relay();
    talk.roles.without(Permission.EMAIL_SEND);
    assertEquals("250 2.1.0 Sender ok", talk.mail("someone@example.net"));
    assertEquals("250 2.1.5 Recipient ok", talk.rcpt("jane@example.org"));
  }
}
