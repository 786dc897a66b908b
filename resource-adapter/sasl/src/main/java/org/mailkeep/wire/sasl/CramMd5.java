package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// CRAM-MD5 (RFC 2195), for servers that know nothing better; we offer it to nobody, since it wants
/// passwords in clear text. Never printed.
record CramMd5(String login, String password) implements ClientExchange {
  @Override
  public String name() {
    return "CRAM-MD5";
  }

  @Override
  public Optional<byte[]> initial() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    byte[] key = ScramKeys.prepared(password);
    try {
      var mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, mac.getAlgorithm()));
      String digest = HexFormat.of().formatHex(mac.doFinal(challenge));
      return Optional.of((login + " " + digest).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
