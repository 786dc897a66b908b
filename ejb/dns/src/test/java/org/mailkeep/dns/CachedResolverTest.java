package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;

final class CachedResolverTest {
  private static final DomainName ORG = DomainName.of("example.org");
  private static final Answer<String> YES =
      new Answer.Records<>(List.of("yes"), false, Duration.ofMinutes(1));

  private final Configuration configuration = Configuration.of("", ResolverSettings.class);
  private final Queue<Answer<String>> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger addresses = new AtomicInteger();
  private volatile CountDownLatch slow = new CountDownLatch(0);
  private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Resolver resolver =
      new CachedResolver(
          new Scripted(),
          ResolverSettings.caches(configuration, new PlainCaches(() -> now)),
          new KeepingRules(Duration.ofHours(1), Duration.ofMillis(200)),
          () -> now,
          Thread.ofVirtual().factory());

  @Test
  void anAnswerIsKeptForItsTimeToLive() {
    answers.add(YES);
    answers.add(new Answer.NxDomain<>(Duration.ofSeconds(10)));
    assertEquals(YES, resolver.txt(ORG));
    now = now.plusSeconds(59);
    assertEquals(YES, resolver.txt(ORG));
    now = now.plusSeconds(1);
    assertInstanceOf(Answer.NxDomain.class, resolver.txt(ORG));
  }

  @Test
  void noIsKeptToo() {
    answers.add(new Answer.NoData<>(Duration.ofSeconds(10)));
    answers.add(YES);
    assertInstanceOf(Answer.NoData.class, resolver.txt(ORG));
    now = now.plusSeconds(9);
    assertInstanceOf(Answer.NoData.class, resolver.txt(ORG));
    now = now.plusSeconds(1);
    assertEquals(YES, resolver.txt(ORG));
  }

  @Test
  void aTemporaryFailureIsNotKept() {
    answers.add(new Answer.Temporary<>("away"));
    answers.add(YES);
    assertEquals(new Answer.Temporary<String>("away"), resolver.txt(ORG));
    assertEquals(YES, resolver.txt(ORG));
  }

  @Test
  void whenNobodyAnswersAnOldAnswerServesForAsLongAsItMay() {
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plusSeconds(60);
    answers.add(new Answer.Temporary<>("away"));
    assertEquals(YES, resolver.txt(ORG));
    now = now.plusSeconds(29);
    assertEquals(YES, resolver.txt(ORG), "not asked again so soon");
    now = now.plusSeconds(1);
    answers.add(new Answer.Temporary<>("away"));
    assertEquals(YES, resolver.txt(ORG));
    now = now.plus(Duration.ofHours(1)).minusSeconds(30);
    answers.add(new Answer.Temporary<>("away"));
    assertEquals(new Answer.Temporary<String>("away"), resolver.txt(ORG));
  }

  @Test
  void aNewAnswerTakesThePlaceOfAnOldOne() {
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plusSeconds(60);
    answers.add(new Answer.Temporary<>("away"));
    resolver.txt(ORG);
    now = now.plusSeconds(30);
    answers.add(new Answer.NxDomain<>(Duration.ofSeconds(10)));
    assertInstanceOf(Answer.NxDomain.class, resolver.txt(ORG));
  }

  @Test
  void noIsNeverServedAfterItsTime() {
    answers.add(new Answer.NxDomain<>(Duration.ofSeconds(10)));
    resolver.txt(ORG);
    now = now.plusSeconds(10);
    answers.add(new Answer.Temporary<>("away"));
    assertInstanceOf(Answer.Temporary.class, resolver.txt(ORG));
  }

  @Test
  void whatDnssecProvedIsNeverServedAfterItsTime() {
    answers.add(new Answer.Records<>(List.of("signed"), true, Duration.ofMinutes(1)));
    resolver.txt(ORG);
    now = now.plusSeconds(60);
    answers.add(new Answer.Temporary<>("bogus"));
    assertInstanceOf(Answer.Temporary.class, resolver.txt(ORG));
  }

  @Test
  void anOldAnswerServesWhileTheNewOneIsSlow() throws InterruptedException {
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plusSeconds(60);
    slow = new CountDownLatch(1);
    answers.add(new Answer.Records<>(List.of("new"), false, Duration.ofMinutes(1)));
    long start = System.nanoTime();
    assertEquals(YES, resolver.txt(ORG));
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    slow.countDown();
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (resolver.txt(ORG).equals(YES) && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertEquals(List.of("new"), resolver.txt(ORG).values(), "it came late and is kept");
    assertEquals(2, asked.get());
  }

  @Test
  void manyWhoMissTheSameAskOnce() throws Exception {
    answers.add(YES);
    slow = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer<String>>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(executor.submit(() -> resolver.txt(ORG)));
      }
      slow.countDown();
      for (Future<Answer<String>> each : all) {
        assertEquals(YES, each.get(10, TimeUnit.SECONDS));
      }
    }
    assertEquals(1, asked.get());
  }

  @Test
  void blockListsHaveACacheOfTheirOwn() {
    assertInstanceOf(Answer.NoData.class, resolver.listed(ORG));
    assertInstanceOf(Answer.NoData.class, resolver.ipv4(ORG));
    assertEquals(2, addresses.get());
  }

  @Test
  void nothingIsKeptForMoreThanADay() {
    answers.add(new Answer.Records<>(List.of("old"), false, Duration.ofDays(365)));
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plus(Duration.ofDays(1));
    assertEquals(YES, resolver.txt(ORG));
  }

  @Test
  void noIsKeptForThreeHoursAtMost() {
    answers.add(new Answer.NxDomain<>(Duration.ofDays(7)));
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plus(Duration.ofHours(3));
    assertEquals(YES, resolver.txt(ORG));
  }

  /// Gives the answers of the test, each once.
  private final class Scripted implements Resolver {
    @Override
    public Answer<String> txt(DomainName name) {
      asked.incrementAndGet();
      try {
        if (!slow.await(10, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody lets it go on");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return answers.remove();
    }

    @Override
    public Answer<Mx> mx(DomainName name) {
      return new Answer.NoData<>(Duration.ZERO);
    }

    @Override
    public Answer<Inet4Address> ipv4(DomainName name) {
      addresses.incrementAndGet();
      return new Answer.NoData<>(Duration.ZERO);
    }

    @Override
    public Answer<Inet6Address> ipv6(DomainName name) {
      return new Answer.NoData<>(Duration.ZERO);
    }

    @Override
    public Answer<DomainName> ptr(InetAddress address) {
      return new Answer.NoData<>(Duration.ZERO);
    }

    @Override
    public Answer<Tlsa> tlsa(DomainName name) {
      return new Answer.NoData<>(Duration.ZERO);
    }
  }
}
