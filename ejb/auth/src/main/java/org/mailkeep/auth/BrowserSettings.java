package org.mailkeep.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.Rate;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;

/// How browsers sign in, and how long they stay so.
public final class BrowserSettings {
  /// Where the server is, for browsers.
  public static final Setting<String> URL =
      Setting.text("server.http.url")
          .unsetMeans("what each request says")
          .says(
              "How browsers reach the REST API, such as `https://mail.example.org`: where they come"
                  + " back to after they have signed in elsewhere. Needed behind a proxy that ends"
                  + " TLS.");

  /// How long a session lasts without use.
  public static final Setting<Duration> IDLE =
      Setting.duration("authentication.session.idle-timeout")
          .or(Duration.ofMinutes(30))
          .says("After which time without a request a browser has to sign in again.");

  /// How long a session lasts.
  public static final Setting<Duration> LIFETIME =
      Setting.duration("authentication.session.max-lifetime")
          .or(Duration.ofHours(8))
          .says(
              "After which a browser has to sign in again at the latest. Until then it is not asked"
                  + " whether the provider has ended its own session.");

  /// How long signing in may take.
  public static final Setting<Duration> PENDING =
      Setting.duration("authentication.sign-in.timeout")
          .or(Duration.ofMinutes(10))
          .says("How long a browser may stay at the provider before it comes back.");

  /// How often it may be begun.
  public static final Setting<Optional<Rate>> RATE =
      Setting.rate("authentication.sign-in.rate")
          .or(Optional.of(new Rate(60, Duration.ofMinutes(1))))
          .says("How often browsers of one address may begin to sign in.");

  /// A URL must be one of a server.
  static final SettingRule SENSE =
      (configuration, problems) ->
          configuration
              .find(URL)
              .filter(text -> url(text).isEmpty())
              .ifPresent(_ ->
                  problems.accept(
                      configuration.problem("must be like https://mail.example.org", URL)));

  private BrowserSettings() {}

  /// How browsers sign in.
  ///
  /// @param url where they come back to; empty for what the request says
  /// @param idle how long a session lasts without use
  /// @param lifetime how long it lasts at most
  /// @param pending how long signing in may take
  /// @param rate how often one address may begin
  public record BrowserRules(
      Optional<URI> url, Duration idle, Duration lifetime, Duration pending, Optional<Rate> rate) {}

  /// Reads the rules.
  public static BrowserRules rules(Configuration configuration) {
    return new BrowserRules(
        configuration.find(URL).flatMap(BrowserSettings::url),
        configuration.get(IDLE),
        configuration.get(LIFETIME),
        configuration.get(PENDING),
        configuration.get(RATE));
  }

  private static Optional<URI> url(String text) {
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      boolean bare =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawPath().isEmpty()
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return http && bare ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
