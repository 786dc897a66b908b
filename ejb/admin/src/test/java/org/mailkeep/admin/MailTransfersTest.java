package org.mailkeep.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.admin.House.ADMIN;
import static org.mailkeep.admin.House.assertNeeds;
import static org.mailkeep.admin.House.nobody;
import static org.mailkeep.admin.House.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.MailTransfers.Format;
import org.mailkeep.admin.MailTransfers.Incoming;
import org.mailkeep.auth.Caller;
import org.mailkeep.auth.Permission;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.settings.Configuration;
import org.mailkeep.store.api.outbox.AuditChange;
import org.mailkeep.store.memory.MemoryBackend;
import org.mailkeep.transfer.ImapImport;
import org.mailkeep.transfer.MailExport;
import org.mailkeep.transfer.MailImport;
import org.mailkeep.transfer.RemoteAccount;
import org.mailkeep.wire.transport.Certificates;
import org.mailkeep.wire.transport.Dialler;
import org.mailkeep.wire.transport.ServerTls;
import org.mailkeep.wire.transport.Surroundings;
import org.mailkeep.wire.transport.TransportSettings;

class MailTransfersTest {
  private static final String JANE = "jane@example.org";
  private static final RemoteAccount REMOTE =
      new RemoteAccount("127.0.0.1", 1, RemoteAccount.Security.NONE, false, "jane", "a secret", "");

  private final House house = new House();
  private final MailFixture mail = new MailFixture(new MemoryBackend());
  private final List<AuditChange> trail = new ArrayList<>();
  private final Surroundings around =
      Surroundings.of(
          _ -> {},
          TransportSettings.limits(Configuration.of("", TransportSettings.class)),
          new ServerTls(new Certificates(List.of())));
  private final Tasks tasks =
      new Tasks(
          new Tasks.Limits(2, 10), Thread.ofVirtual().factory(), house.clock, trail::add, _ -> {});
  private final MailTransfers transfers = transfers();
  private MailAccount account = mail.open(1);

  private MailTransfers transfers() {
    var intake = new MailImport(mail.blobs, MimeLimits.DEFAULT, mail.clock, 100_000);
    var patience = Duration.ofSeconds(10);
    return new MailTransfers(
        new Owners(house.directory, new Reach(house.tenants, house.authority, house.directory)),
        mail.accounts,
        new MailTransfers.Parts(
            intake,
            new MailExport(mail.blobs, mail.clock),
            new ImapImport(
                intake,
                mail.store,
                new Dialler(around),
                new ImapImport.Times(patience, patience),
                "Archive")),
        tasks,
        trail::add);
  }

  @BeforeEach
  void open() {
    account = mail.open(house.account(JANE).principal().account().id().value());
  }

  @AfterEach
  void close() {
    tasks.close();
    around.deadlines().close();
    mail.close();
    house.close();
  }

  private static Incoming incoming(String path, byte[] octets) {
    return new Incoming(path, false, new ByteArrayInputStream(octets));
  }

  private byte[] export(Format format, String path) throws IOException {
    var out = new ByteArrayOutputStream();
    value(transfers.export(ADMIN, JANE, format, path)).to(out);
    return out.toByteArray();
  }

  @Test
  void whatGoesOutComesInAgain() throws IOException {
    mail.file(account, MailFixture.inbox(account), "a");
    byte[] mbox = export(Format.MBOX, "INBOX");
    byte[] maildir = export(Format.MAILDIR, "");
    assertEquals(
        1, value(transfers.load(ADMIN, JANE, Format.MBOX, incoming("Old", mbox))).get("imported"));
    assertEquals(
        1,
        value(transfers.load(ADMIN, JANE, Format.MAILDIR, incoming("", maildir)))
            .get("duplicates"));
    assertEquals(
        List.of("INBOX", "Deleted Items", "Drafts", "Junk Mail", "Old", "Sent Items"),
        value(transfers.mailboxes(ADMIN, JANE)).stream().map(Mailbox::path).toList());
    assertEquals(
        List.of("export mbox", "export maildir", "import mbox", "import maildir"),
        trail.stream()
            .map(change -> change.operation() + " " + change.parts().getFirst().after())
            .toList());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertInstanceOf(Outcome.Invalid.class, transfers.export(ADMIN, JANE, Format.MBOX, ""));
    assertInstanceOf(
        Outcome.NotFound.class, transfers.export(ADMIN, JANE, Format.MAILDIR, "nowhere"));
    assertInstanceOf(Outcome.NotFound.class, transfers.mailboxes(ADMIN, "joe@example.org"));
    assertInstanceOf(
        Outcome.Invalid.class, transfers.load(ADMIN, JANE, Format.MBOX, incoming("", new byte[0])));
    assertInstanceOf(
        Outcome.Invalid.class,
        transfers.load(ADMIN, JANE, Format.MAILDIR, incoming("INBOX", new byte[0])));
    assertInstanceOf(
        Outcome.Conflict.class,
        transfers.load(ADMIN, JANE, Format.MBOX, incoming("INBOX", "no mbox".getBytes(UTF_8))));
    mail.quota.put(account.id(), new Quota.Limits(1, 0));
    String message = "From x Thu Jan  1 00:00:00 1970\nA: b\n\ntext\n";
    assertInstanceOf(
        Outcome.Conflict.class,
        transfers.load(ADMIN, JANE, Format.MBOX, incoming("INBOX", message.getBytes(UTF_8))));
  }

  @Test
  void whatCameBeforeItBrokeOffIsTold() throws IOException {
    mail.file(account, MailFixture.inbox(account), "a");
    mail.file(account, MailFixture.inbox(account), "b");
    byte[] maildir = export(Format.MAILDIR, "INBOX");
    byte[] half = Arrays.copyOf(maildir, maildir.length - 1_536); // the last message and the end
    var again = new Incoming("", true, new ByteArrayInputStream(half));
    var outcome = transfers.load(ADMIN, JANE, Format.MAILDIR, again);
    assertEquals(
        "the archive was cut off; what came before stays, and is known again: 1 imported,"
            + " 1 mailboxes",
        assertInstanceOf(Outcome.Conflict.class, outcome).detail());
    assertEquals(3, account.quota().messages());
    assertTrue(
        trail.getLast().parts().stream()
            .anyMatch(part -> part.field().equals("imported") && "1".equals(part.after())),
        trail.toString());
  }

  @Test
  void aServerThatIsNotThereFailsTheTaskWithoutTheSecret() throws InterruptedException {
    Task begun = value(transfers.takeOver(ADMIN, JANE, REMOTE));
    assertEquals(JANE + " from jane@127.0.0.1:1", begun.subject());
    Task ended = tasks.await(begun.id(), Duration.ofMinutes(1)).orElseThrow();
    assertEquals(Task.State.FAILED, ended.state());
    assertTrue(!(ended + trail.toString()).contains("a secret"), ended.toString());
  }

  @Test
  void itTakesPermissions() {
    assertNeeds(Permission.MAIL_LIST, transfers.mailboxes(nobody(), JANE));
    assertNeeds(Permission.MAIL_EXPORT, transfers.export(nobody(), JANE, Format.MAILDIR, ""));
    assertNeeds(
        Permission.MAIL_IMPORT,
        transfers.load(nobody(), JANE, Format.MAILDIR, incoming("", new byte[0])));
    assertNeeds(Permission.MAIL_TAKE_OVER, transfers.takeOver(nobody(), JANE, REMOTE));
  }

  @Test
  void nobodyReadsTheMailOfWhoMayMore() {
    var desk =
        new Caller(
            new AccountId(900),
            "desk",
            EnumSet.of(Permission.MAIL_EXPORT, Permission.CROSS_TENANT));
    assertInstanceOf(Outcome.Forbidden.class, transfers.export(desk, JANE, Format.MAILDIR, ""));
  }
}
