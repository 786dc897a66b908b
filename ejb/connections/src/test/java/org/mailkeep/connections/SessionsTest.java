package org.mailkeep.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.connections.testing.PlainPools;

/// What becomes of sessions that end, and who gets which.
final class SessionsTest {
  private final PlainPools pools = new PlainPools();
  private final List<Numbered> opened = new ArrayList<>();
  private final Sessions<Numbered> sessions = sessions(Duration.ofSeconds(10));

  /// A session that remembers what it was opened for, and whether it was closed.
  private static final class Numbered implements PooledSession {
    private final int number;
    private final Purpose purpose;
    private boolean good = true;
    private boolean closed;

    Numbered(int number, Purpose purpose) {
      this.number = number;
      this.purpose = purpose;
    }

    @Override
    public boolean isGood() {
      return good;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Sessions<Numbered> sessions(Duration patience) {
    var plan =
        new PoolPlan("d", PoolPlan.Protocol.IMAP, 2, 0, patience, patience, Optional.empty());
    return pools.open(
        plan,
        Numbered.class,
        purpose -> {
          var session = new Numbered(opened.size() + 1, purpose);
          opened.add(session);
          return session;
        });
  }

  /// The number of the session that answers.
  private int asked() throws Unreachable {
    Integer number = sessions.use(Purpose.QUESTIONS, session -> session.number);
    return number;
  }

  @AfterEach
  void close() {
    sessions.close();
    assertTrue(opened.stream().allMatch(session -> session.closed), "a session was left open");
  }

  @Test
  void aSessionIsUsedAgain() throws Unreachable {
    assertEquals(1, asked());
    assertEquals(1, asked());
  }

  @Test
  void oneThatIsNotGoodIsReplaced() throws Unreachable {
    sessions.use(Purpose.QUESTIONS, session -> session.good = false);
    assertEquals(2, asked());
    assertTrue(opened.getFirst().closed);
  }

  @Test
  void whatServedLoginsServesNoQuestions() throws Unreachable {
    for (Purpose purpose : List.of(Purpose.LOGINS, Purpose.QUESTIONS, Purpose.LOGINS)) {
      assertEquals(purpose, sessions.use(purpose, session -> session.purpose));
    }
    assertEquals(2, opened.size());
  }

  @Test
  void oneThatIsLostIsReplacedWithoutAnybodyNoticing() throws Unreachable {
    sessions.use(Purpose.QUESTIONS, session -> session.number);
    int answered = sessions.use(Purpose.QUESTIONS, SessionsTest::answerOfTheSecond);
    assertEquals(2, answered);
    assertTrue(opened.getFirst().closed);
  }

  private static int answerOfTheSecond(Numbered session) throws SessionLost {
    if (session.number == 1) {
      throw new SessionLost("gone");
    }
    return session.number;
  }

  @Test
  void aNewOneThatIsLostIsAFailure() {
    var failure =
        assertThrows(
            Unreachable.class, () -> sessions.use(Purpose.LOGINS, SessionsTest::answerOfTheSecond));
    assertEquals("gone", failure.getMessage());
    assertEquals(1, opened.size());
  }

  @Test
  void afterAWhileALostOneIsAFailureToo() throws Unreachable {
    try (Sessions<Numbered> hasty = sessions(Duration.ZERO)) {
      hasty.use(Purpose.QUESTIONS, session -> session.number);
      assertThrows(
          Unreachable.class, () -> hasty.use(Purpose.QUESTIONS, SessionsTest::answerOfTheSecond));
    }
  }

  @Test
  void whatFailsOtherwiseGivesItsSessionUp() {
    assertThrows(
        IllegalStateException.class,
        () ->
            sessions.use(
                Purpose.QUESTIONS,
                session -> {
                  throw new IllegalStateException("a bug with " + session.number);
                }));
    assertTrue(opened.getFirst().closed);
    assertFalse(opened.isEmpty());
  }
}
