package org.mailkeep.wire.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The client's side of LOGIN.
final class ClientLogin implements ClientExchange {
  private final String login;
  private final String password;
  private int asked;

  ClientLogin(String login, String password) {
    this.login = login;
    this.password = password;
  }

  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public Optional<byte[]> initial() {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> answer(byte[] challenge) {
    return switch (asked++) {
      case 0 -> Optional.of(login.getBytes(StandardCharsets.UTF_8));
      case 1 -> Optional.of(password.getBytes(StandardCharsets.UTF_8));
      default -> Optional.empty();
    };
  }
}
