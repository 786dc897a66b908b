package org.mailkeep.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mailkeep.kernel.Chance;

/// Codes that hold for half a minute (RFC 6238), as authenticator apps show them. Stored as they
/// read it: `otpauth://totp/label?secret=…&algorithm=SHA1&digits=6&period=30`. Never printed.
///
/// @param algorithm `SHA1`, `SHA256` or `SHA512`
/// @param key shared with the app
/// @param digits of a code
/// @param period seconds for which a code holds
public record Totp(String algorithm, byte[] key, int digits, int period) {
  /// What texts begin with that are no passwords but these.
  public static final String SCHEME = "otpauth://";

  private static final int SHORTEST_KEY = 10;
  private static final int LONGEST_KEY = 256;
  private static final int LONGEST_URI = 2_000;
  private static final int GENERATED_KEY = 20;
  private static final int MOST_DIGITS = 8;

  public Totp {
    boolean known = algorithm.equals("SHA1") || algorithm.matches("SHA256|SHA512");
    if (!known
        || key.length < SHORTEST_KEY
        || key.length > LONGEST_KEY
        || digits < 6
        || digits > MOST_DIGITS
        || period < 10
        || period > 300) {
      throw new IllegalArgumentException(algorithm + ", " + digits + " digits, " + period + " s");
    }
    key = key.clone();
  }

  /// Reads a URI; empty when it is none of ours.
  public static Optional<Totp> read(String text) {
    if (text.length() > LONGEST_URI || !text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      var uri = new URI(text);
      if (!"totp".equalsIgnoreCase(uri.getHost()) || uri.getRawQuery() == null) {
        return Optional.empty();
      }
      Map<String, String> parameters = parameters(uri.getRawQuery());
      return Optional.of(
          new Totp(
              parameters.getOrDefault("algorithm", "SHA1").toUpperCase(Locale.ROOT),
              Base32.decode(parameters.getOrDefault("secret", "")),
              Integer.parseInt(parameters.getOrDefault("digits", "6")),
              Integer.parseInt(parameters.getOrDefault("period", "30"))));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /// A new one, of the kind that every app takes.
  public static Totp generated(Chance chance) {
    return new Totp("SHA1", chance.octets(GENERATED_KEY), 6, 30);
  }

  /// The URI for apps, and to be stored.
  ///
  /// @param issuer whose server it is
  /// @param login whose code it is
  public String uri(String issuer, String login) {
    return "%stotp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d"
        .formatted(
            SCHEME,
            escaped(issuer),
            escaped(login),
            Base32.encode(key),
            escaped(issuer),
            algorithm,
            digits,
            period);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The code of a moment.
  public String code(Instant now) {
    return code(step(now));
  }

  private long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), (long) period);
  }

  /// RFC 4226 §5.3.
  private String code(long step) {
    try {
      var mac = Mac.getInstance("Hmac" + algorithm);
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(0, step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
      return ("%0" + digits + "d").formatted(number % (int) Math.pow(10, digits));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The step whose code it is, of those around now; it takes as long when there is none.
  ///
  /// @param skew steps before and after that are taken, too, since clocks differ
  OptionalLong matching(String code, Instant now, int skew) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (long step = step(now) - skew; step <= step(now) + skew; step++) {
      if (MessageDigest.isEqual(given, code(step).getBytes(StandardCharsets.UTF_8))) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /// What names a step of this key without telling it.
  String nameOf(long step) {
    byte[] name =
        Digests.of("SHA-256")
            .digest((step + ":" + Base32.encode(key)).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(name, 0, 16);
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "totp " + algorithm + ", " + digits + " digits, " + period + " s";
  }
}
