package org.mailkeep.directory.api.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.kernel.DomainName;

/// A directory that never answers.
public final class DownSource implements DirectorySource {
  private static final String REASON = "it is down";

  private final Supplier<String> reason;

  public DownSource() {
    this(() -> REASON);
  }

  /// @param reason is asked why it cannot say whether it knows a domain, and may take its time
  public DownSource(Supplier<String> reason) {
    this.reason = reason;
  }

  @Override
  public Answer<Entry> entry(String login) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return new PasswordAnswer.Unavailable(REASON);
  }

  @Override
  public PasswordAnswer secrets(String login) {
    return new PasswordAnswer.Unavailable(REASON);
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return new Verdict.Unavailable(reason.get());
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return new Answer.Unavailable<>(REASON);
  }

  @Override
  public Optional<String> trouble() {
    return Optional.of(REASON);
  }

  @Override
  public void close() {}
}
