package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// OAUTHBEARER (RFC 7628), and XOAUTH2 as Google and Microsoft have it: a token of an authorization
/// server.
final class OauthBearer implements Mechanism {
  private static final int LONGEST_TOKEN = 8_192;
  private static final String SCHEME = "bearer ";
  private static final char END = '\1';

  private final String name;
  private final String failure;

  private OauthBearer(String name, String failure) {
    this.name = name;
    this.failure = failure;
  }

  /// OAUTHBEARER.
  static OauthBearer standard(TokenSource source) {
    return new OauthBearer("OAUTHBEARER", source.standard()); // RFC 7628 §3.2.2
  }

  /// XOAUTH2.
  static OauthBearer google(TokenSource source) {
    return new OauthBearer("XOAUTH2", source.google());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Proof proof() {
    return Proof.BEARER;
  }

  @Override
  public boolean fits(Channel channel) {
    return channel.isConfidential();
  }

  @Override
  public ServerExchange begin(Channel channel) {
    return new Exchange();
  }

  /// One exchange.
  private final class Exchange implements ServerExchange {
    @Override
    public Step start(Optional<byte[]> initial) {
      return initial.map(this::answer).orElseGet(() -> new Challenge(new byte[0]));
    }

    @Override
    public Step answer(byte[] response) {
      if (response.length > LONGEST_TOKEN) {
        return new Malformed("longer than " + LONGEST_TOKEN + " octets");
      }
      Optional<Claim> claim =
          Texts.strictly(response, 0, response.length)
              .flatMap(name.equals("XOAUTH2") ? OauthBearer::user : OauthBearer::header);
      return claim.<Step>map(Claimed::new).orElseGet(() -> new Malformed("no token"));
    }

    @Override
    public Optional<byte[]> refused() {
      return Optional.of(failure.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// `n,a=user,` and then `key=value` pairs, each behind a control character (RFC 7628 §3.1).
  private static Optional<Claim> header(String message) {
    int end = message.indexOf(END);
    return Gs2Header.of(message)
        .filter(header -> header.text().length() == end && !header.flag().startsWith("p="))
        .flatMap(header -> token(message.substring(end + 1), header.authorize()));
  }

  /// `user=` and a name, then the same pairs.
  private static Optional<Claim> user(String message) {
    int end = message.indexOf(END);
    return end < 0 || !message.startsWith("user=")
        ? Optional.empty()
        : SaslPrep.prepare(message.substring("user=".length(), end))
            .filter(login -> login.length() <= Texts.LONGEST)
            .flatMap(login -> token(message.substring(end + 1), login));
  }

  private static Optional<Claim> token(String pairs, String login) {
    if (!pairs.endsWith("" + END + END)) {
      return Optional.empty();
    }
    for (String pair : pairs.split("" + END, -1)) {
      String value = pair.startsWith("auth=") ? pair.substring("auth=".length()) : "";
      if (value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        String token = value.substring(SCHEME.length()).strip();
        boolean good = !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 127);
        return good ? Optional.of(new Claim.Bearer(login, token)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
