package org.mailkeep.directory.remote;

import java.util.List;
import java.util.Optional;
import org.mailkeep.connections.Purpose;
import org.mailkeep.connections.Sessions;
import org.mailkeep.connections.Unreachable;
import org.mailkeep.directory.api.Answer;

/// Who gets mail. Safe for many threads.
sealed interface Recipients extends AutoCloseable {
  /// Whether somebody gets mail at an address.
  ///
  /// @param name under which directories keep it
  /// @param written as it stands in SMTP
  Answer<Boolean> takes(String name, String written);

  /// What the server tells of a name or a list.
  ///
  /// @param verb `VRFY` or `EXPN`
  Answer<List<String>> tells(String verb, String text);

  /// Why nobody can be asked now; empty when somebody can.
  Optional<String> trouble();

  @Override
  void close();

  /// As a server says that speaks SMTP or LMTP.
  record Asked(Sessions<SmtpSession> sessions) implements Recipients {
    @Override
    public Answer<Boolean> takes(String name, String written) {
      return answer(session -> session.takes(written));
    }

    @Override
    public Answer<List<String>> tells(String verb, String text) {
      return answer(session -> session.tells(verb, text));
    }

    private <T> Answer<T> answer(Sessions.Work<SmtpSession, Answer<T>> question) {
      try {
        return sessions.use(Purpose.QUESTIONS, question);
      } catch (Unreachable e) {
        return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public Optional<String> trouble() {
      return Logins.trouble(sessions, Purpose.QUESTIONS);
    }

    @Override
    public void close() {
      sessions.close();
    }
  }

  /// Whoever has logged in before: nobody can be asked.
  record Met(Known known) implements Recipients {
    @Override
    public Answer<Boolean> takes(String name, String written) {
      return known.isKnown(name) ? new Answer.Found<>(true) : new Answer.Unknown<>();
    }

    @Override
    public Answer<List<String>> tells(String verb, String text) {
      return new Answer.Unknown<>();
    }

    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
