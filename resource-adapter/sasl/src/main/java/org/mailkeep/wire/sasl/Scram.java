package org.mailkeep.wire.sasl;

import java.util.Base64;
import org.mailkeep.kernel.Chance;

/// SCRAM-SHA-256 (RFC 5802, RFC 7677): the client proves that it knows the password without telling
/// it, and the server that it knows it, too. With -PLUS both see that nobody sits between them.
public final class Scram implements Mechanism {
  /// What names end with whose exchanges are tied to the connection.
  static final String PLUS = "-PLUS";

  private static final int NONCE = 18;

  private final boolean bound;
  private final Chance chance;

  private Scram(boolean bound, Chance chance) {
    this.bound = bound;
    this.chance = chance;
  }

  /// SCRAM-SHA-256.
  static Scram plain(Chance chance) {
    return new Scram(false, chance);
  }

  /// SCRAM-SHA-256-PLUS.
  static Scram plus(Chance chance) {
    return new Scram(true, chance);
  }

  @Override
  public String name() {
    return ScramHash.SHA_256.mechanism() + (bound ? PLUS : "");
  }

  @Override
  public Proof proof() {
    return Proof.SCRAM;
  }

  /// Without TLS a listener could guess passwords at leisure (RFC 7677 §4), and take over the
  /// session.
  @Override
  public boolean fits(Channel channel) {
    return channel.isConfidential() && (!bound || channel.best().isPresent());
  }

  @Override
  public ServerExchange begin(Channel channel) {
    return new ScramServer(bound, channel, nonce(chance));
  }

  static String nonce(Chance chance) {
    return Base64.getEncoder().encodeToString(chance.octets(NONCE));
  }
}
