package org.mailkeep.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mailbox.Mailbox;
import org.mailkeep.mailbox.MailboxView;
import org.mailkeep.mailbox.StoredMessage;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.store.api.BlobStore;

/// Writes mail of an account into a stream, as it is when each mailbox has its turn. Safe for many
/// threads.
public record MailExport(BlobStore blobs, InstantSource clock) {

  /// Writes one message.
  private interface Writing {
    void write(StoredMessage message, int uid, Flags flags, InputStream octets) throws IOException;
  }

  /// Writes a mailbox as mbox; the stream stays open.
  ///
  /// @return how many messages
  public long mbox(MailAccount account, Mailbox mailbox, OutputStream out, Progress progress)
      throws IOException {
    var writer = new MboxWriter(out);
    return each(
        account,
        account.view(mailbox.id()),
        progress,
        (message, _, flags, octets) ->
            writer.write(sender(message), message.received(), flags, octets));
  }

  private static String sender(StoredMessage message) {
    return message.structure().envelope().from().stream()
        .filter(HeaderAddress.Mailbox.class::isInstance)
        .map(author -> ((HeaderAddress.Mailbox) author).address())
        .findFirst()
        .orElse("");
  }

  /// Writes mailboxes as a Maildir (Maildir++) in an archive of tar; the stream stays open. A
  /// mailbox has letters for some keywords alone; a file in the archive says which were left out.
  ///
  /// @return how many messages
  public long maildir(
      MailAccount account, List<Mailbox> mailboxes, OutputStream out, Progress progress)
      throws IOException {
    var tar = new TarWriter(out);
    var leftOut = new StringBuilder();
    long written = 0;
    for (Mailbox mailbox : mailboxes) {
      Optional<MailboxView> view = account.view(mailbox.id());
      if (view.isPresent()) {
        List<String> keywords = view.get().keywords(Integer.MAX_VALUE);
        keywords.stream()
            .skip(MaildirFile.LETTERS)
            .forEach(word -> leftOut.append(word).append(' ').append(mailbox.path()).append('\n'));
        List<String> kept = keywords.stream().limit(MaildirFile.LETTERS).toList();
        written += folder(account, new Source(mailbox, view.get(), kept), tar, progress);
      }
    }
    if (!leftOut.isEmpty()) {
      text(tar, "./" + MaildirFile.LEFT_OUT, leftOut.toString());
    }
    tar.finish();
    return written;
  }

  /// @param keywords by letter
  private record Source(Mailbox mailbox, MailboxView view, List<String> keywords) {}

  private long folder(MailAccount account, Source source, TarWriter tar, Progress progress)
      throws IOException {
    Mailbox mailbox = source.mailbox;
    List<String> keywords = source.keywords;
    String folder = MaildirFolder.of(mailbox.path());
    Instant now = clock.instant();
    tar.folder(folder, now);
    for (String part : List.of("cur", "new", "tmp")) {
      tar.folder(folder + "/" + part, now);
    }
    if (!folder.equals(".")) {
      text(tar, folder + "/maildirfolder", "");
    }
    if (!keywords.isEmpty()) {
      text(tar, folder + "/" + MaildirFile.KEYWORDS, MaildirFile.text(keywords));
    }
    return each(
        account,
        Optional.of(source.view),
        progress,
        (message, uid, flags, octets) ->
            tar.file(
                folder + "/cur/" + name(message, mailbox, uid) + MaildirFile.info(flags, keywords),
                message.size(),
                message.received(),
                octets));
  }

  /// Unlike that of any other message.
  private static String name(StoredMessage message, Mailbox mailbox, int uid) {
    return message.received().getEpochSecond()
        + ".M"
        + message.id()
        + "V"
        + mailbox.id()
        + "U"
        + uid
        + ".mailkeep,S="
        + message.size();
  }

  private void text(TarWriter tar, String name, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    tar.file(name, octets.length, clock.instant(), new ByteArrayInputStream(octets));
  }

  private long each(
      MailAccount account, Optional<MailboxView> view, Progress progress, Writing writing)
      throws IOException {
    long written = 0;
    int count = view.map(MailboxView::count).orElse(0);
    for (int from = 0; from < count; from += MailAccount.PAGE) {
      MailboxView now = view.orElseThrow();
      int end = Math.min(count, from + MailAccount.PAGE);
      List<EmailId> ids = new ArrayList<>();
      for (int i = from; i < end; i++) {
        ids.add(now.email(i));
      }
      Map<EmailId, StoredMessage> messages = account.messages(ids);
      for (int i = from; i < end; i++) {
        progress.check();
        StoredMessage message = messages.get(now.email(i));
        if (message != null) { // else it was deleted meanwhile
          try (InputStream octets = blobs.stream(message.blob(), 0, message.size())) {
            writing.write(message, now.uid(i), now.flags(i), octets);
          }
          written++;
          progress.advance(1);
        }
      }
    }
    return written;
  }
}
