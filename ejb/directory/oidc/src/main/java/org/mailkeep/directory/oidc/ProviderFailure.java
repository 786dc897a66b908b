package org.mailkeep.directory.oidc;

import java.io.Serial;

/// A provider could not be asked, or answers what nobody understands. The message has no secrets.
final class ProviderFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ProviderFailure(String message) {
    super(message);
  }

  ProviderFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
