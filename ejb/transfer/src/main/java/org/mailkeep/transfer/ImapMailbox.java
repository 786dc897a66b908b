package org.mailkeep.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.SystemFlag;
import org.mailkeep.store.api.Reader;
import org.mailkeep.wire.imap.ImapDownload;

/// Takes over one mailbox of another server. For one thread.
///
/// @param path where its messages go
/// @param key of its mark
record ImapMailbox(ImapDownload download, Intake into, String path, byte[] key) {
  /// Messages that are asked for at a time.
  private static final int AT_ONCE = 50;

  /// @param name as the server writes it
  void run(String name, Reader store, Progress progress) throws IOException {
    ImapDownload.Opened opened = download.examine(name);
    ImapMark mark = ImapMark.read(store, key, opened.uidValidity());
    long next = firstAfter(mark.uid());
    progress.begin("taking over " + name, opened.messages() - next + 1, "messages");
    while (next <= download.messages()) {
      progress.check();
      long last = Math.min(download.messages(), next + AT_ONCE - 1);
      try (var taking = new Taking(opened.uidValidity(), mark.uid(), progress)) {
        int gone = download.fetch(next, last, taking);
        next = last + 1 - gone;
      }
    }
    into.flush();
  }

  /// The number of the first message with a greater UID; UIDs ascend with numbers.
  private long firstAfter(long uid) throws IOException {
    long low = 1;
    long high = download.messages() + 1;
    while (uid > 0 && low < high) {
      long middle = (low + high) >>> 1;
      if (download.uid(middle) > uid) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// Takes the messages of one answer.
  private final class Taking implements ImapDownload.Fetching, AutoCloseable {
    private final long uidValidity;
    private final long known;
    private final Progress progress;
    private @Nullable Incoming message;

    Taking(long uidValidity, long known, Progress progress) {
      this.uidValidity = uidValidity;
      this.known = known;
      this.progress = progress;
    }

    private Incoming message() {
      Incoming now = message;
      if (now == null) {
        now = into.begin();
        message = now;
      }
      return now;
    }

    @Override
    public void octets(byte[] octets, int from, int count) {
      progress.check();
      message().take(octets, from, count);
    }

    /// What has no octets is news of a message's flags.
    @Override
    public void end(ImapDownload.Fetched fetched) throws IOException {
      if (!fetched.whole()) {
        return;
      }
      try (Incoming whole = message()) {
        message = null;
        if (fetched.uid() > known) {
          var envelope =
              new Intake.Envelope(
                  path, flags(fetched.flags()), Optional.ofNullable(fetched.date()));
          into.take(whole, envelope, new ImapMark(uidValidity, fetched.uid()).settled(key));
        }
      }
      progress.advance(1);
    }

    @Override
    public void close() {
      if (message != null) {
        message.close();
      }
    }
  }

  private static Flags flags(List<String> names) {
    List<String> ours =
        names.stream()
            .filter(name ->
                name.startsWith("\\")
                    ? SystemFlag.ofImapName(name).isPresent()
                    : Keyword.isOne(name))
            .toList();
    return Flags.ofImap(ours).orElse(Flags.NONE);
  }
}
