package org.mailkeep.directory.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.sasl.Proof;

/// People who show tokens of a provider. It judges tokens; who has come before answers for all
/// other questions. Safe for many threads.
final class OidcDirectory implements DirectorySource {
  private static final int LONGEST_TOKEN = 16_384;

  private final OidcConfig.Meaning meaning;
  private final Parts parts;
  private final ClaimReader reader;

  /// What it works with.
  ///
  /// @param client closed with the directory
  /// @param people whom the provider has vouched for
  /// @param known tokens that were good a short while ago; null to remember none
  /// @param end sees which tokens need not be asked about
  record Parts(
      TokenJudge judge,
      ProviderClient client,
      Acquaintances people,
      @Nullable KnownTokens known,
      StatedEnd end,
      InstantSource clock) {}

  OidcDirectory(OidcConfig.Meaning meaning, Parts parts) {
    this.meaning = meaning;
    this.parts = parts;
    this.reader = new ClaimReader(meaning);
  }

  @Override
  public TokenAnswer judge(String token) {
    if (!isToken(token)) {
      return new TokenAnswer.Refused(Authentication.Reason.WRONG_SECRET);
    }
    KnownTokens known = parts.known();
    Optional<Entry> before =
        known == null ? Optional.empty() : known.find(token, parts.clock().instant());
    if (before.isPresent()) {
      return new TokenAnswer.Accepted(before.get());
    }
    try {
      if (parts.end().isOver(token)) {
        return new TokenAnswer.Refused(Authentication.Reason.EXPIRED);
      }
      return switch (parts.judge().judge(token)) {
        case TokenJudge.Good(var claims) -> accepted(token, claims);
        case TokenJudge.Bad(var why) -> new TokenAnswer.Refused(why);
        case TokenJudge.Later(var reason) -> new TokenAnswer.Later(reason);
      };
    } catch (ProviderFailure e) {
      return new TokenAnswer.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /// What can be written into a header (RFC 6750 §2.1).
  private static boolean isToken(String text) {
    return text.length() <= LONGEST_TOKEN && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private TokenAnswer accepted(String token, JWTClaimsSet claims) {
    Optional<Entry> entry = reader.entry(claims);
    if (entry.isEmpty()) {
      return new TokenAnswer.Refused(Authentication.Reason.MEANT_FOR_OTHERS);
    }
    KnownTokens known = parts.known();
    if (known != null) {
      @Nullable Date end = claims.getExpirationTime();
      known.wasGood(token, entry.get(), end == null ? Instant.MAX : end.toInstant());
    }
    return new TokenAnswer.Accepted(entry.get());
  }

  /// From now on mail for them is taken.
  @Override
  public Entry welcome(Entry entry) {
    return parts.people().met(entry);
  }

  @Override
  public Set<Proof> accepts() {
    return Set.of(Proof.BEARER, Proof.CERTIFICATE, Proof.KERBEROS);
  }

  @Override
  public boolean forget(Identity identity) {
    parts.people().forget(identity.key());
    return true;
  }

  @Override
  public Answer<Entry> entry(String login) {
    return stored(() -> parts.people().called(login), Answer.Unavailable::new);
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return stored(() -> parts.people().keyed(identity.key()), Answer.Unavailable::new);
  }

  /// Nobody has a password here.
  @Override
  public PasswordAnswer prove(String login, String password) {
    return new PasswordAnswer.Nobody();
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return Receiver.of(stored(() -> parts.people().receiving(address), Answer.Unavailable::new));
  }

  /// The settings name its other domains.
  @Override
  public Verdict isLocal(DomainName domain) {
    return Verdict.of(meaning.domain().filter(domain::equals).isPresent());
  }

  /// Addresses that begin with the text: others would have to be looked for among all.
  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return stored(
        () -> new Answer.Found<>(parts.people().beginning(text, limit)), Answer.Unavailable::new);
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return new Answer.Unknown<>();
  }

  /// Groups give roles, and keep no mail.
  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return new Answer.Found<>(List.of());
  }

  @Override
  public Optional<String> trouble() {
    try {
      parts.judge().probe();
      return Optional.empty();
    } catch (ProviderFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static <T> T stored(Supplier<T> question, Function<String, T> unavailable) {
    try {
      return question.get();
    } catch (StoreException e) {
      return unavailable.apply("who has come before: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    parts.client().close();
  }
}
