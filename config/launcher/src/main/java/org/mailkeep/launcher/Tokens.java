package org.mailkeep.launcher;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a provider gives (RFC 6749 §5.1).
///
/// @param access what the server is shown
/// @param refresh what the provider gives new ones for; empty when there is none
/// @param expires when the access token ends, as far as it is known
record Tokens(String access, String refresh, Optional<Instant> expires) {
  /// RFC 6750 §2.1.
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /// What a request may take on its way.
  private static final Duration SOON = Duration.ofSeconds(10);

  /// Reads an answer.
  ///
  /// @param now when it came
  /// @param before a refresh token that stays good unless there is a new one (RFC 6749 §6)
  /// @throws Failure when it has no token that we can use
  static Tokens of(Json answer, Instant now, String before) throws Failure {
    String access = answer.member("access_token").text();
    if (!answer.member("token_type").text().equalsIgnoreCase("Bearer")
        || !BEARER.matcher(access).matches()) {
      throw Failure.of("the provider gives no bearer token");
    }
    String refresh = answer.member("refresh_token").text();
    return new Tokens(
        access,
        refresh.isEmpty() ? before : refresh,
        seconds(answer.member("expires_in")).map(now::plus));
  }

  /// A number of seconds, up to a day's; empty when it is none, or not positive.
  static Optional<Duration> seconds(Json value) {
    return value instanceof Json.Numeral(BigDecimal number) && number.signum() > 0
        ? Optional.of(
            Duration.ofSeconds(
                number.min(BigDecimal.valueOf(86_400)).max(BigDecimal.ONE).longValue()))
        : Optional.empty();
  }

  /// Whether the access token lasts for another request.
  boolean isGood(Instant now) {
    return expires.isEmpty() || now.plus(SOON).isBefore(expires.get());
  }

  @Override
  public String toString() {
    return "tokens until " + expires.map(Instant::toString).orElse("who knows");
  }
}
