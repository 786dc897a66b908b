package org.mailkeep.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.Chance;

/// A login that an operator finishes in whichever browser they have (RFC 8628). The code is proved
/// to be ours (RFC 7636): some providers want that here, too, and others pass it over.
///
/// @param provider where
/// @param watch by which it waits
/// @param chance makes up what proves the code
record DeviceGrant(Provider provider, Watch watch, Chance chance) {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  /// How often to ask when the provider does not say (§3.2), and by how much seldomer when it is
  /// too often (§3.5).
  private static final Duration STEP = Duration.ofSeconds(5);

  private static final Duration SELDOMEST = Duration.ofMinutes(1);

  /// What an operator is told (§3.2).
  ///
  /// @param device by which we ask
  /// @param verifier that proves the code (RFC 7636 §4.1)
  /// @param user what they type
  /// @param place where they type it
  /// @param whole a place that knows it already
  /// @param end until when
  /// @param interval how long to wait between questions
  /// @param tokens where to ask
  record Invitation(
      String device,
      String verifier,
      String user,
      String place,
      Optional<String> whole,
      Instant end,
      Duration interval,
      URI tokens) {}

  /// What a question brings.
  private sealed interface Answer {
    record Given(Tokens tokens) implements Answer {}

    record Pending() implements Answer {}

    record TooOften() implements Answer {}

    record Silence() implements Answer {}
  }

  /// Asks for a code (§3.1).
  Invitation invite() throws IOException, InterruptedException, Failure {
    Json document = provider.discover();
    URI where =
        provider
            .endpoint(document, "device_authorization_endpoint")
            .orElseThrow(() ->
                Failure.of(
                    provider.self().issuer() + " has no device authorization endpoint",
                    "it must allow the device authorization grant (RFC 8628)"));
    String verifier = text(chance.octets(32));
    Provider.Reply reply =
        provider.post(
            where,
            Map.of(
                "scope",
                provider.self().scope(),
                "code_challenge",
                challenge(verifier),
                "code_challenge_method",
                "S256"));
    if (!reply.isGood()) {
      throw Failure.of("the provider refuses " + provider.self() + ": " + reply.reason());
    }
    Json body = reply.body();
    String device = body.member("device_code").text();
    String user = body.member("user_code").text();
    Optional<Duration> lasts = Tokens.seconds(body.member("expires_in"));
    if (device.isEmpty() || user.isBlank() || lasts.isEmpty()) {
      throw Failure.of(where + " gives no code");
    }
    return new Invitation(
        device,
        verifier,
        Provider.printable(user),
        shown(body.member("verification_uri"))
            .orElseThrow(() -> Failure.of(where + " does not say where the code is typed")),
        shown(body.member("verification_uri_complete")),
        watch.now().plus(lasts.get()),
        Tokens.seconds(body.member("interval")).orElse(STEP),
        provider.tokenEndpoint(document));
  }

  /// RFC 7636 §4.2.
  private static String challenge(String verifier) {
    try {
      byte[] octets = verifier.getBytes(StandardCharsets.US_ASCII);
      return text(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /// A place that a browser can go to.
  private static Optional<String> shown(Json value) {
    try {
      URI place = new URI(value.text());
      boolean web =
          "https".equalsIgnoreCase(place.getScheme()) || "http".equalsIgnoreCase(place.getScheme());
      return web ? Optional.of(place.toASCIIString()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// Waits until the operator has said yes (§3.4).
  ///
  /// @throws Failure when they said no, or nothing
  Tokens await(Invitation invitation) throws InterruptedException, Failure {
    Duration interval = invitation.interval();
    while (true) {
      watch.pause(interval);
      if (!watch.now().isBefore(invitation.end())) {
        throw expired();
      }
      switch (ask(invitation)) {
        case Answer.Given(var tokens) -> {
          return tokens;
        }
        case Answer.Pending() -> {}
        case Answer.TooOften() -> interval = interval.plus(STEP);
        case Answer.Silence() -> {
          Duration twice = interval.multipliedBy(2);
          interval = twice.compareTo(SELDOMEST) > 0 ? longer(interval, SELDOMEST) : twice;
        }
      }
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Answer ask(Invitation invitation) throws InterruptedException, Failure {
    Provider.Reply reply;
    try {
      reply =
          provider.post(
              invitation.tokens(),
              Map.of(
                  "grant_type",
                  GRANT,
                  "device_code",
                  invitation.device(),
                  "code_verifier",
                  invitation.verifier()));
    } catch (IOException e) {
      return new Answer.Silence();
    }
    if (reply.isGood()) {
      return new Answer.Given(Tokens.of(reply.body(), watch.now(), ""));
    }
    if (reply.status() >= 500) {
      return new Answer.Silence();
    }
    return switch (reply.error()) {
      case "authorization_pending" -> new Answer.Pending();
      case "slow_down" -> new Answer.TooOften();
      case "access_denied" -> throw Failure.of("the login was refused at the provider");
      case "expired_token" -> throw expired();
      default -> throw Failure.of("the provider refuses the login: " + reply.reason());
    };
  }

  private static Failure expired() {
    return Failure.of(
        "nobody finished the login while its code was good", "config/mailkeep login again");
  }
}
