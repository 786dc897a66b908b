package org.mailkeep.directory.api.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.store.api.contract.TestClock;

class CachedSourceTest {
  private static final CacheBounds BOUNDS =
      new CacheBounds("x", 100, Duration.ofHours(10), Duration.ofHours(1), Duration.ofMinutes(5));
  private static final DomainName DOMAIN = DomainName.of("example.org");
  private static final Identity JOHN = new Identity("1", "john");

  private final TestClock clock = new TestClock();
  private final PlainCaches caches = new PlainCaches(clock);
  private final Asked asked = new Asked();
  private final CachedSource source = new CachedSource(asked, BOUNDS, caches);

  @Test
  void eachQuestionIsAskedOnce() {
    for (int i = 0; i < 3; i++) {
      assertEquals(new Answer.Found<>(john()), source.entry("john"));
      assertEquals(new Answer.Found<>(john()), source.entry(JOHN));
      assertEquals(
          new Answer.Found<>(List.of(new Receiver(JOHN))), source.recipients("john@example.org"));
      assertEquals(new Verdict.Yes(), source.isLocal(DOMAIN));
      assertEquals(new Answer.Found<>(List.of("a")), source.verify("a", 5));
      assertEquals(new Answer.Found<>(List.of("b")), source.expand("b"));
      assertEquals(new Answer.Found<>(List.of(JOHN)), source.groups(JOHN));
    }
    assertEquals(7, asked.questions.get());
    source.prove("john", "x");
    source.prove("john", "x");
    assertEquals(9, asked.questions.get(), "logins are asked each time");
  }

  @Test
  void whatIsRememberedIsToldToWhoListens() {
    var first = Trace.of(() -> source.recipients("john@example.org"));
    var second = Trace.of(() -> source.recipients("john@example.org"));
    asked.knows = false;
    source.recipients("nobody@example.org");
    var third = Trace.of(() -> source.recipients("nobody@example.org"));
    assertEquals(
        List.of(
            "directory-x-address: knows nothing yet of john@example.org",
            "directory-x-address: remembers john@example.org",
            "directory-x-address: remembers as unknown nobody@example.org"),
        Stream.of(first, second, third).map(told -> told.steps().getFirst().detail()).toList());
  }

  @Test
  void whatIsFoundAndWhatIsUnknownAreRememberedForTheirOwnTimes() {
    source.entry("john");
    source.recipients("john@example.org");
    asked.knows = false;
    source.recipients("nobody@example.org");
    source.isLocal(DOMAIN);
    assertEquals(4, asked.questions.get());
    clock.pass(Duration.ofMinutes(59));
    assertEquals(new Answer.Found<>(john()), source.entry("john"));
    assertEquals(new Verdict.No(), source.isLocal(DOMAIN));
    assertEquals(new Answer.Unknown<List<Receiver>>(), source.recipients("nobody@example.org"));
    assertEquals(4, asked.questions.get());
    asked.knows = true;
    clock.pass(Duration.ofMinutes(2));
    assertEquals(new Verdict.Yes(), source.isLocal(DOMAIN));
    assertEquals(5, asked.questions.get());
    asked.knows = false;
    clock.pass(Duration.ofHours(10));
    assertEquals(new Answer.Unknown<Entry>(), source.entry("john"));
  }

  @Test
  void failuresAreNotRemembered() {
    asked.down = true;
    assertEquals(new Answer.Unavailable<Entry>("down"), source.entry("john"));
    assertEquals(new Verdict.Unavailable("down"), source.isLocal(DOMAIN));
    assertInstanceOf(Answer.Unavailable.class, source.recipients("john@example.org"));
    asked.down = false;
    assertEquals(new Answer.Found<>(john()), source.entry("john"));
    assertEquals(new Verdict.Yes(), source.isLocal(DOMAIN));
    asked.down = true;
    assertEquals(new Answer.Found<>(john()), source.entry("john"), "what is known stays known");
    assertInstanceOf(Answer.Unavailable.class, source.entry("jane"));
  }

  @Test
  void ofManyWhoAskAtOnceOneAsksTheDirectory() throws Exception {
    asked.gate = new CountDownLatch(1);
    List<Callable<Answer<Entry>>> callers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      callers.add(() -> source.entry("john"));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = callers.stream().map(threads::submit).toList();
      assertEquals(true, asked.reached.await(10, TimeUnit.SECONDS));
      TimeUnit.MILLISECONDS.sleep(50);
      asked.gate.countDown();
      for (var answer : answers) {
        assertEquals(new Answer.Found<>(john()), answer.get(10, TimeUnit.SECONDS));
      }
    }
    assertEquals(1, asked.questions.get());
  }

  @Test
  void aQuestionThatBreaksOffKeepsNobodyWaiting() {
    asked.breaks = true;
    try {
      source.entry("john");
    } catch (IllegalStateException e) {
      assertEquals("broken", e.getMessage());
    }
    asked.breaks = false;
    assertEquals(new Answer.Found<>(john()), source.entry("john"));
  }

  @Test
  void loginsAreKnownForAShortWhileByNameAndPassword() {
    var logins = new KnownLogins(BOUNDS, caches, Chance.secure());
    logins.succeeded("john", "secret", john());
    assertEquals(Optional.of(john()), find(logins, "john", "secret"));
    for (String[] other :
        new String[][] {{"john", "secres"}, {"joh", "nsecret"}, {"jane", "secret"}}) {
      assertEquals(Optional.empty(), find(logins, other[0], other[1]));
    }
    clock.pass(Duration.ofMinutes(6));
    assertEquals(Optional.empty(), find(logins, "john", "secret"));
    var others =
        new KnownLogins(
            new CacheBounds("y", 1, BOUNDS.positive(), BOUNDS.negative(), BOUNDS.credentials()),
            caches,
            Chance.secure());
    assertEquals(Optional.empty(), find(others, "john", "secret"));
  }

  private static Optional<Entry> find(KnownLogins logins, String login, String password) {
    return logins.login(login, password, Optional::of, Optional::<Entry>empty);
  }

  /// After a restart all clients come back at once, each over several connections.
  @Test
  void ofManyWhoLogInAtOnceOneAsksTheDirectory() throws Exception {
    var logins = new KnownLogins(BOUNDS, caches, Chance.secure());
    asked.gate = new CountDownLatch(1);
    assertEquals(Set.of("john"), Set.copyOf(all(logins, true)));
    assertEquals(1, asked.questions.get());
  }

  /// A password that was wrong, or a code that serves once, is not right because it was before.
  @Test
  void whatIsNotRememberedIsAskedByEach() throws Exception {
    var logins = new KnownLogins(BOUNDS, caches, Chance.secure());
    asked.gate = new CountDownLatch(1);
    assertEquals(Set.of("john"), Set.copyOf(all(logins, false)));
    assertEquals(20, asked.questions.get());
  }

  /// Twenty logins at once.
  private List<String> all(KnownLogins logins, boolean remembered) throws Exception {
    Callable<String> login =
        () ->
            logins.login(
                "john",
                "secret",
                entry -> entry.identity().name(),
                () -> {
                  asked.answer(true);
                  if (remembered) {
                    logins.succeeded("john", "secret", john());
                  }
                  return "john";
                });
    var names = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(login));
      }
      assertTrue(asked.reached.await(30, TimeUnit.SECONDS));
      asked.gate.countDown();
      for (var answer : answers) {
        names.add(answer.get(30, TimeUnit.SECONDS));
      }
    }
    return names;
  }

  private static Entry john() {
    return new Entry(JOHN, Entry.Kind.INDIVIDUAL, "", List.of(), Account.Quota.UNLIMITED, true);
  }

  /// Counts questions.
  private static final class Asked implements DirectorySource {
    final AtomicInteger questions = new AtomicInteger();
    final CountDownLatch reached = new CountDownLatch(1);
    volatile boolean down;
    volatile boolean knows = true;
    volatile boolean breaks;
    volatile CountDownLatch gate = new CountDownLatch(0);

    private <T> Answer<T> answer(T value) {
      questions.incrementAndGet();
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (breaks) {
        throw new IllegalStateException("broken");
      }
      if (down) {
        return new Answer.Unavailable<>("down");
      }
      return knows ? new Answer.Found<>(value) : new Answer.Unknown<>();
    }

    @Override
    public Answer<Entry> entry(String login) {
      return answer(john());
    }

    @Override
    public Answer<Entry> entry(Identity identity) {
      return answer(john());
    }

    @Override
    public PasswordAnswer prove(String login, String password) {
      questions.incrementAndGet();
      return new PasswordAnswer.Accepted(john());
    }

    @Override
    public Answer<List<Receiver>> recipients(String address) {
      return answer(knows ? List.of(new Receiver(JOHN)) : List.of());
    }

    @Override
    public Verdict isLocal(DomainName domain) {
      return switch (answer(true)) {
        case Answer.Found<Boolean> _ -> new Verdict.Yes();
        case Answer.Unknown<Boolean> _ -> new Verdict.No();
        case Answer.Unavailable<Boolean>(var reason) -> new Verdict.Unavailable(reason);
      };
    }

    @Override
    public Answer<List<String>> verify(String text, int limit) {
      return answer(List.of(text));
    }

    @Override
    public Answer<List<String>> expand(String address) {
      return answer(List.of(address));
    }

    @Override
    public Answer<List<Identity>> groups(Identity member) {
      return answer(List.of(JOHN));
    }

    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
