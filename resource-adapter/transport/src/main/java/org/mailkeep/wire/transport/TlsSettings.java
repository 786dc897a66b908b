package org.mailkeep.wire.transport;

import java.time.Duration;
import java.util.List;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// `server.tls.*`, `server.proxy.*`, `server.socket.*`, the same below `server.listener.<id>`, and
/// `certificate.*`.
public final class TlsSettings {

  private static final String LISTENER = "server.listener.<id>.";

  /// TLS at all, for every listener.
  public static final Setting<Boolean> ENABLE =
      Setting.bool("server.tls.enable").or(true).says("Whether listeners offer TLS.");

  /// TLS at all.
  public static final Setting<Boolean> LISTENER_ENABLE =
      Setting.bool(LISTENER + "tls.enable")
          .orSameAs(ENABLE)
          .says("Whether this listener offers TLS: STARTTLS, or from the start when implicit.");

  /// TLS from the first octet, for every listener.
  public static final Setting<Boolean> IMPLICIT =
      Setting.bool("server.tls.implicit")
          .or(false)
          .says("Whether listeners encrypt from the first octet.");

  /// TLS from the first octet.
  public static final Setting<Boolean> LISTENER_IMPLICIT =
      Setting.bool(LISTENER + "tls.implicit")
          .orSameAs(IMPLICIT)
          .says("Whether this listener encrypts from the first octet (RFC 8314).");

  /// Time for a handshake, for every listener.
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("server.tls.timeout")
          .or(Duration.ofMinutes(1))
          .says("How long a TLS handshake may take.");

  /// Time for a handshake.
  public static final Setting<Duration> LISTENER_TIMEOUT =
      Setting.duration(LISTENER + "tls.timeout")
          .orSameAs(TIMEOUT)
          .says("How long a TLS handshake may take on this listener.");

  /// Versions left out, for every listener.
  public static final Setting<List<String>> DISABLE_PROTOCOLS =
      Setting.list("server.tls.disable-protocols", TlsNames.PROTOCOL)
          .or(List.of())
          .says("Versions of TLS that listeners do not speak, of TLSv1.2 and TLSv1.3.");

  /// Versions left out.
  public static final Setting<List<String>> LISTENER_DISABLE_PROTOCOLS =
      Setting.list(LISTENER + "tls.disable-protocols", TlsNames.PROTOCOL)
          .orSameAs(DISABLE_PROTOCOLS)
          .says("Versions of TLS that this listener does not speak.");

  /// Suites left out, for every listener.
  public static final Setting<List<String>> DISABLE_CIPHERS =
      Setting.list("server.tls.disable-ciphers", TlsNames.CIPHER)
          .or(List.of())
          .says("Cipher suites that listeners do not use, by their standard names.");

  /// Suites left out.
  public static final Setting<List<String>> LISTENER_DISABLE_CIPHERS =
      Setting.list(LISTENER + "tls.disable-ciphers", TlsNames.CIPHER)
          .orSameAs(DISABLE_CIPHERS)
          .says("Cipher suites that this listener does not use.");

  /// Whose order of suites counts, for every listener.
  public static final Setting<Boolean> IGNORE_CLIENT_ORDER =
      Setting.bool("server.tls.ignore-client-order")
          .or(true)
          .says("Whether the server's order of cipher suites counts, not the client's.");

  /// Whose order of suites counts.
  public static final Setting<Boolean> LISTENER_IGNORE_CLIENT_ORDER =
      Setting.bool(LISTENER + "tls.ignore-client-order")
          .orSameAs(IGNORE_CLIENT_ORDER)
          .says("Whether this listener's order of cipher suites counts, not the client's.");

  /// Whose certificates clients may show, for every listener.
  public static final Setting<String> CLIENT_CA =
      Setting.text("server.tls.client-ca")
          .content()
          .unsetMeans("no client is asked")
          .says(
              "Authorities in PEM, or file:///path of them. Clients are asked for a certificate"
                  + " that one of them has signed, and may then log in by EXTERNAL as the mail"
                  + " address in it, or else as the user id or common name of its subject.");

  /// Whose certificates clients may show.
  public static final Setting<String> LISTENER_CLIENT_CA =
      Setting.text(LISTENER + "tls.client-ca")
          .content()
          .unsetMeans("those of `server.tls.client-ca`")
          .says("Authorities whose certificates this listener asks its clients for.");

  /// Who may send a PROXY header, for every listener.
  public static final Setting<List<IpNetwork>> PROXIES =
      Setting.list("server.proxy.trusted-networks", ValueTypes.NETWORK)
          .formerly("server.proxy-trusted-networks")
          .or(List.of())
          .says(
              "Networks of proxies; connections from there must begin with a PROXY header"
                  + " (version 1 or 2). Others must not. For HTTP see"
                  + " server.http.use-x-forwarded.");

  /// Who may send a PROXY header.
  public static final Setting<List<IpNetwork>> LISTENER_PROXIES =
      Setting.list(LISTENER + "proxy.trusted-networks", ValueTypes.NETWORK)
          .orSameAs(PROXIES)
          .says("Networks of proxies in front of this listener.");

  /// A certificate with its chain.
  public static final Setting<String> CERT =
      Setting.text("certificate.<id>.cert")
          .required()
          .content()
          .says("The certificate and its chain in PEM, or file:///path of it.");

  /// The certificate's key.
  public static final Setting<String> PRIVATE_KEY =
      Setting.text("certificate.<id>.private-key")
          .required()
          .secret()
          .says("The certificate's private key in PEM, not encrypted, or file:///path of it.");

  /// Whether it serves clients that name no known server.
  public static final Setting<Boolean> DEFAULT =
      Setting.bool("certificate.<id>.default")
          .or(false)
          .says("Whether clients that ask for no name, or for an unknown one, get this one.");

  private TlsSettings() {}
}
