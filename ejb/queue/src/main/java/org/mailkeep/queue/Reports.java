package org.mailkeep.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.BlobStore;
import org.mailkeep.store.api.StagedBlob;
import org.mailkeep.telemetry.Events;
import org.mailkeep.telemetry.QueueEvent;

/// Makes the messages that arise in the queue itself: those of lists, and reports that senders get.
/// A report has the null sender, and about a message with the null sender there is none (RFC 3461
/// §5.2.9, RFC 5321 §6.1).
final class Reports {
  private final QueueStore store;
  private final Events events;
  private final Supplier<QueueId> ids;
  private final ReportWriter writer;
  private final Consumer<Job> register;

  /// @param register keeps a report from being taken up before it is committed
  Reports(
      QueueStore store,
      Events events,
      Supplier<QueueId> ids,
      ReportWriter writer,
      Consumer<Job> register) {
    this.store = store;
    this.events = events;
    this.ids = ids;
    this.writer = writer;
    this.register = register;
  }

  /// The kinds of news; each is a report of its own.
  private enum News {
    FAILURE,
    DELAY,
    SUCCESS;

    static News of(ReportLine line) {
      return switch (line.kind()) {
        case FAILED -> FAILURE;
        case DELAYED -> DELAY;
        case DELIVERED, RELAYED -> SUCCESS;
      };
    }
  }

  /// A report whose octets are written, on its way into the queue.
  final class Draft {
    private final News news;
    private final QueueId about;
    private final StagedBlob blob;
    private final Job job;

    private Draft(News news, QueueId about, StagedBlob blob, Job job) {
      this.news = news;
      this.about = about;
      this.blob = blob;
      this.job = job;
    }

    /// Adds what queues it.
    void addTo(Batch batch) {
      store.insert(batch, job.message(), blob);
    }
  }

  /// Writes the reports that these lines call for.
  List<Draft> drafts(StoredMessage about, List<ReportLine> lines, QueueRules rules, Instant now) {
    if (lines.isEmpty()) {
      return List.of();
    }
    Address sender = about.envelope().sender();
    if (sender == null) {
      doubleBounce(about, lines);
      return List.of();
    }
    Map<News, List<ReportLine>> byNews = new EnumMap<>(News.class);
    lines.forEach(line -> byNews.computeIfAbsent(News.of(line), _ -> new ArrayList<>()).add(line));
    var drafts = new ArrayList<Draft>();
    byNews.forEach((news, some) -> {
      Instant giveUp = rules.schedule().expiry(about.envelope().receivedAt());
      var report =
          new Report(ids.get(), about, sender, some, now, news == News.DELAY ? giveUp : null);
      drafts.add(draft(news, report, rules.reports()));
    });
    return drafts;
  }

  /// Messages that take the place of recipients.
  List<Posting> postings(List<Outcome.Posted> posted) {
    var postings = new ArrayList<Posting>();
    for (Outcome.Posted one : posted) {
      var job = Job.fresh(store, ids.get(), one.envelope(), one.message());
      register.accept(job);
      postings.add(new Posting(store, job, one.message(), one.list()));
    }
    return postings;
  }

  /// Takes committed reports into hand.
  List<Job> queued(List<Draft> drafts) {
    var jobs = new ArrayList<Job>();
    for (Draft draft : drafts) {
      String kind = draft.news.name().toLowerCase(java.util.Locale.ROOT);
      events.emit(new QueueEvent.Reported(draft.about.toString(), draft.job.id().toString(), kind));
      jobs.add(draft.job);
    }
    return jobs;
  }

  private Draft draft(News news, Report report, ReportRules rules) {
    try (BlobStore.Sink sink = store.blobs().sink()) {
      writer.write(report, rules, new SinkStream(sink));
      StagedBlob blob = sink.finish();
      var recipient = new Recipient(report.to(), Set.of(Notify.NEVER), null);
      var envelope =
          new Envelope(null, List.of(recipient), report.at(), null, options(report.about()));
      var job = Job.fresh(store, report.id(), envelope, blob);
      register.accept(job);
      return new Draft(news, report.about().id(), blob, job);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A report returns octets of the message, so it needs what the message needed.
  private static MailOptions options(StoredMessage about) {
    MailOptions options = about.envelope().options();
    return new MailOptions(options.body(), options.smtpUtf8(), null, null);
  }

  private void doubleBounce(StoredMessage about, List<ReportLine> lines) {
    for (ReportLine line : lines) {
      if (line.kind() == ReportLine.Kind.FAILED) {
        events.emit(
            new QueueEvent.DoubleBounce(
                about.id().toString(),
                line.recipient().address().toString(),
                line.status().code() + " " + line.status().text()));
      }
    }
  }

  /// A blob being written, as a stream.
  private static final class SinkStream extends OutputStream {
    private final BlobStore.Sink sink;

    SinkStream(BlobStore.Sink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int octet) {
      sink.write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      sink.write(octets, offset, length);
    }
  }
}
