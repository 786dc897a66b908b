package org.mailkeep.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.SettingRule;
import org.mailkeep.settings.TrustSettings;

/// The settings `remote.<id>.*`: servers that take our mail on.
public final class RemoteSettings {
  /// Where.
  public static final Setting<String> ADDRESS =
      Setting.constant("remote.<id>.address").required().says("Name or address of the server.");

  /// Port.
  public static final Setting<Integer> PORT =
      Setting.integer("remote.<id>.port", 1, 65_535).or(25).says("The port on which it listens.");

  /// Protocol.
  public static final Setting<Protocol> PROTOCOL =
      Setting.choice("remote.<id>.protocol", Protocol.class)
          .or(Protocol.SMTP)
          .says("What it speaks.");

  /// Login.
  public static final Setting<String> USERNAME =
      Setting.text("remote.<id>.auth.username")
          .unsetMeans("no login")
          .says("The name to log in with. A password is sent over an encrypted connection only.");

  /// Password.
  public static final Setting<String> SECRET =
      Setting.text("remote.<id>.auth.secret")
          .secret()
          .unsetMeans("no login")
          .says("The password to log in with.");

  /// TLS at once.
  public static final Setting<Boolean> IMPLICIT_TLS =
      Setting.bool("remote.<id>.tls.implicit")
          .or(true)
          .says("Whether TLS begins at once, as on port 465, rather than by STARTTLS.");

  /// Whose certificates are good.
  public static final Setting<String> TLS_CA =
      Setting.text("remote.<id>.tls.ca")
          .content()
          .unsetMeans("those that the server's Java trusts, where a certificate must be good")
          .says(
              "Authorities in PEM, or file:///path of them. The server needs a certificate that one"
                  + " of them has signed and that bears its name. Without tls.implicit it must"
                  + " offer STARTTLS then.");

  /// Certificates.
  public static final Setting<Boolean> ALLOW_INVALID_CERTS =
      Setting.bool("remote.<id>.tls.allow-invalid-certs")
          .or(false)
          .says("Whether any certificate will do.");

  private static final TrustSettings TRUST = new TrustSettings(TLS_CA, ALLOW_INVALID_CERTS);

  /// Authorities are some.
  static final SettingRule AUTHORITIES =
      (configuration, problems) ->
          configuration
              .ids("remote")
              .forEach(id -> TRUST.check(configuration, id, Optional.empty(), problems));

  private RemoteSettings() {}

  /// What a server speaks.
  public enum Protocol {
    /// RFC 5321.
    SMTP,
    /// RFC 2033.
    LMTP
  }

  /// The relay with an id.
  ///
  /// @throws IllegalStateException when the file does not know it
  static Relay relay(Configuration configuration, String id) {
    return new Relay(
        id,
        configuration.get(ADDRESS, id),
        configuration.get(PORT, id),
        configuration.get(PROTOCOL, id) == Protocol.LMTP,
        login(configuration, id),
        configuration.get(IMPLICIT_TLS, id),
        TRUST.of(configuration, id));
  }

  private static Relay.@Nullable Login login(Configuration configuration, String id) {
    String username = configuration.find(USERNAME, id).orElse(null);
    String secret = configuration.find(SECRET, id).orElse(null);
    return username == null || secret == null ? null : new Relay.Login(username, secret);
  }
}
