package org.mailkeep.directory.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;

/// A directory of tokens that knows nothing else.
///
/// @param entries whose a token is; null when it cannot be asked
record Tokens(@Nullable Map<String, Entry> entries) implements DirectorySource {
  @Override
  public TokenAnswer judge(String token) {
    if (entries == null) {
      return new TokenAnswer.Unavailable("down");
    }
    Entry entry = entries.get(token);
    return entry == null
        ? new TokenAnswer.Refused(Authentication.Reason.WRONG_SECRET)
        : new TokenAnswer.Accepted(entry);
  }

  @Override
  public Set<Proof> accepts() {
    return Set.of(Proof.BEARER);
  }

  @Override
  public Answer<Entry> entry(String login) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return new Answer.Unknown<>();
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return new PasswordAnswer.Nobody();
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return new Verdict.No();
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return new Answer.Unknown<>();
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
