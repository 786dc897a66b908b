package org.mailkeep.wire.sasl;

import java.util.List;
import java.util.Optional;

/// What mechanisms may know of the connection that carries them.
public interface Channel {
  /// Nothing protects it and nothing is known.
  Channel OPEN = () -> false;

  /// Nobody can listen, and nothing else is known.
  Channel CONFIDENTIAL = () -> true;

  /// What ties an exchange to one connection (RFC 5056), the best first.
  enum Binding {
    /// Key material of TLS 1.3 (RFC 9266 §2).
    TLS_EXPORTER("tls-exporter"),
    /// A hash of the server's certificate (RFC 5929 §4).
    TLS_SERVER_END_POINT("tls-server-end-point");

    private final String text;

    Binding(String text) {
      this.text = text;
    }

    /// As SCRAM names it.
    String text() {
      return text;
    }

    static Optional<Binding> of(String text) {
      return List.of(values()).stream().filter(binding -> binding.text.equals(text)).findFirst();
    }
  }

  /// Whether nobody listens, so that secrets may be shown: TLS, or a loopback connection when that
  /// is allowed.
  boolean isConfidential();

  /// What ties to this connection; empty where there is no such thing.
  default Optional<byte[]> binding(Binding binding) {
    return Optional.empty();
  }

  /// Logins that the peer's certificate vouches for, once TLS has checked it; none without.
  default List<String> vouched() {
    return List.of();
  }

  /// The best that ties to this connection.
  default Optional<Binding> best() {
    return List.of(Binding.values()).stream()
        .filter(binding -> binding(binding).isPresent())
        .findFirst();
  }

  /// The same, as if nothing tied to it.
  default Channel unbound() {
    Channel all = this;
    return new Channel() {
      @Override
      public boolean isConfidential() {
        return all.isConfidential();
      }

      @Override
      public List<String> vouched() {
        return all.vouched();
      }
    };
  }
}
