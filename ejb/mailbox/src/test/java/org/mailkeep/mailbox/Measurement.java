package org.mailkeep.mailbox;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.rocksdb.RocksDbBackend;
import org.mailkeep.store.rocksdb.RocksDbConfig;

/// Measures filing, selecting and flag changes on the embedded store, each commit flushed. Run by
/// hand; arguments: a folder on the disk to be measured, and how many rounds of filing.
final class Measurement {
  private static final int LARGE = 100_000;

  private final PrintStream out;
  private final MailFixture fixture;

  private Measurement(Path folder, PrintStream out) {
    this.out = out;
    this.fixture = new MailFixture(RocksDbBackend.open(RocksDbConfig.defaults(folder)));
  }

  /// Runs all.
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "measurement");
    Measurement measurement = new Measurement(folder, System.out);
    measurement.all(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3);
  }

  private void all(int rounds) throws Exception {
    try (fixture) {
      for (int round = 0; round < rounds; round++) {
        file(50, 50, 20_000);
        file(50, 5, 20_000);
        file(50, 1, 20_000);
        file(1, 1, 2_000);
      }
      large();
    }
  }

  /// One message after the other by so many threads into so many accounts.
  private void file(int threads, int accounts, int count)
      throws InterruptedException, ExecutionException, IOException {
    List<MailAccount> opened = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      opened.add(fixture.open(1000 + i));
    }
    AtomicInteger next = new AtomicInteger();
    fixture.counting.reset();
    long cpu = cpu();
    long start = System.nanoTime();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            executor.submit(() -> {
              for (int n = next.incrementAndGet(); n <= count; n = next.incrementAndGet()) {
                MailAccount account = opened.get(n % accounts);
                String text =
                    MailFixture.text("m" + n + "." + start, "s") + "x".repeat(900) + "\r\n";
                fixture.file(account, MailFixture.inbox(account), text, Flags.NONE);
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        "file: %d threads, %d accounts: %.0f/s, %.0f us CPU each, %d commits of %d%n",
        threads,
        accounts,
        count / seconds,
        (cpu() - cpu) / 1e3 / count,
        fixture.counting.commits.get(),
        count);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// Opening and changing a mailbox of many messages.
  private void large() {
    MailAccount account = fixture.open(1);
    MailboxId inbox = MailFixture.inbox(account);
    NewMessage message = fixture.message(inbox, "Subject: x\r\n\r\nx\r\n", Flags.NONE);
    for (int i = 0; i < LARGE; i += 500) {
      account.file(Collections.nCopies(500, message), Settlement.NONE);
    }
    MailAccount cold = fixture.newNode().open(account.id());
    time("select, cold, " + LARGE, 1, () -> assertPresent(cold.select(inbox, true)));
    time("select, warm", 1000, () -> assertPresent(cold.select(inbox, true)));
    time("read all flags", 20, () -> readFlags(cold.view(inbox).orElseThrow()));
    time("file one more", 200, () -> fixture.file(cold, inbox, "x"));
    AtomicInteger uid = new AtomicInteger(1000);
    FlagChange seen = new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.DELETED));
    time(
        "set a flag",
        200,
        () -> cold.store(inbox, UidSet.of(uid.incrementAndGet()), seen, Long.MAX_VALUE));
    uid.set(1000);
    time("expunge one", 200, () -> cold.expunge(inbox, UidSet.of(uid.incrementAndGet())));
    time("set a flag on all", 1, () -> cold.store(inbox, UidSet.ALL, seen, Long.MAX_VALUE));
    time("expunge all", 1, () -> cold.expunge(inbox, UidSet.ALL));
  }

  private static void assertPresent(Optional<Selected> selected) {
    if (selected.isEmpty()) {
      throw new IllegalStateException("no mailbox");
    }
  }

  private static long readFlags(MailboxView view) {
    long sum = 0;
    for (int i = 0; i < view.count(); i++) {
      sum += view.uid(i) + view.flags(i).imap().length();
    }
    return sum;
  }

  private void time(String what, int times, Runnable action) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      action.run();
    }
    out.printf("%s: %.3f ms%n", what, (System.nanoTime() - start) / 1e6 / times);
  }
}
