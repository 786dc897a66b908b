package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.testing.PlainCaches;
import org.mailkeep.settings.Configuration;

final class CachedResolverTest {
  private static final DomainName ORG = DomainName.of("example.org");
  private static final Answer<String> YES =
      new Answer.Records<>(List.of("yes"), false, Duration.ofMinutes(1));

  private final Configuration configuration = Configuration.of("", ResolverSettings.class);
  private final ArrayDeque<Answer<String>> answers = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private final Resolver resolver =
      new CachedResolver(
          new Scripted(),
          ResolverSettings.caches(configuration, new PlainCaches(() -> now)),
          () -> now);

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
  void nothingIsKeptForMoreThanADay() {
    answers.add(new Answer.Records<>(List.of("old"), false, Duration.ofDays(365)));
    answers.add(YES);
    resolver.txt(ORG);
    now = now.plus(Duration.ofDays(1));
    assertEquals(YES, resolver.txt(ORG));
  }

  /// Gives the answers of the test, each once.
  private final class Scripted implements Resolver {
    @Override
    public Answer<String> txt(DomainName name) {
      return answers.remove();
    }

    @Override
    public Answer<Mx> mx(DomainName name) {
      return new Answer.NoData<>(Duration.ZERO);
    }

    @Override
    public Answer<Inet4Address> ipv4(DomainName name) {
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
