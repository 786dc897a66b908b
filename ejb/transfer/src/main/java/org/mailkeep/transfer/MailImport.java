package org.mailkeep.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.MailAccount;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.store.api.BlobStore;

/// Reads mail of a stream into an account. What came in before something went wrong stays; once
/// more, it is known again by Message-ID and size. Safe for many threads.
///
/// @param most octets of a message; larger ones are left out and counted
public record MailImport(BlobStore blobs, MimeLimits mime, InstantSource clock, long most) {
  /// Octets of a file of keywords that is read.
  private static final int LARGEST_FILE = 64 * 1024;

  /// A Maildir with more folders has lost its way.
  private static final int MOST_FOLDERS = 100_000;

  /// How far clocks of others may be ahead.
  private static final Duration AHEAD = Duration.ofDays(1);

  Intake into(MailAccount account, Intake.Habits habits) {
    return new Intake(account, new Intake.Ground(blobs, mime, clock, most), habits);
  }

  /// Reads an mbox into a mailbox.
  ///
  /// @param path of the mailbox
  /// @param duplicates whether messages come in that are there already
  /// @return what came of it, by name
  /// @throws TransferException when there can be no such mailbox
  /// @throws BrokenOffException when it is no mbox or cut off, or the account has no room
  public Map<String, Long> mbox(
      MailAccount account, String path, InputStream in, boolean duplicates, Progress progress)
      throws IOException {
    Intake intake = into(account, new Intake.Habits(duplicates, true));
    if (intake.mailbox(path).isEmpty()) {
      throw new TransferException(path + " cannot be the name of a mailbox");
    }
    try {
      var reader = new MboxReader(in);
      while (reader.next()) {
        progress.check();
        try (Incoming message = intake.begin()) {
          reader.read(message);
          intake.take(message, new Intake.Envelope(path, reader.flags(), reader.time()));
        }
        progress.advance(1);
      }
      intake.flush();
      return intake.counts().all();
    } catch (IOException e) {
      throw intake.brokenOff(e);
    }
  }

  /// Reads a Maildir that comes as an archive of tar.
  ///
  /// @param duplicates whether messages come in that are there already
  /// @return what came of it, by name
  /// @throws BrokenOffException when it is no archive or cut off, or the account has no room
  public Map<String, Long> maildir(
      MailAccount account, InputStream in, boolean duplicates, Progress progress)
      throws IOException {
    Intake intake = into(account, new Intake.Habits(duplicates, true));
    Map<String, List<String>> keywords = new HashMap<>();
    try {
      var reader = new TarReader(in);
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        progress.check();
        if (next.get().file()) {
          file(intake, reader, next.get(), keywords);
        }
        progress.advance(1);
      }
      intake.flush();
      return intake.counts().all();
    } catch (IOException e) {
      throw intake.brokenOff(e);
    }
  }

  private void file(
      Intake intake, TarReader reader, TarEntry entry, Map<String, List<String>> keywords)
      throws IOException {
    List<String> parts =
        Arrays.stream(entry.name().split("/", -1))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .toList();
    String name = parts.isEmpty() ? "" : parts.getLast();
    if (name.equals(MaildirFile.KEYWORDS) && keywords.size() < MOST_FOLDERS) {
      byte[] octets = reader.readNBytes(LARGEST_FILE);
      keywords.put(
          String.join("/", parts.subList(0, parts.size() - 1)),
          MaildirFile.keywords(new String(octets, StandardCharsets.UTF_8)));
      return;
    }
    String kind = parts.size() < 2 ? "" : parts.get(parts.size() - 2);
    if (name.startsWith(".") || !(kind.equals("cur") || kind.equals("new"))) {
      return; // an index, a list of subscriptions, something unfinished
    }
    List<String> folders = parts.subList(0, parts.size() - 2);
    List<String> words = keywords.getOrDefault(String.join("/", folders), List.of());
    try (Incoming message = intake.begin()) {
      LineEnds.copy(reader, message);
      var envelope =
          new Intake.Envelope(
              MaildirFolder.path(folders).orElse(""),
              MaildirFile.flags(name, words),
              Optional.of(entry.modified()).filter(sensible()));
      intake.take(message, envelope);
    }
  }

  /// A file's time says when its message was received, unless it was lost on the way.
  private Predicate<Instant> sensible() {
    Instant latest = clock.instant().plus(AHEAD);
    return time -> time.getEpochSecond() > 0 && time.isBefore(latest);
  }
}
