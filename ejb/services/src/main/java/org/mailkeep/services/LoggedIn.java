package org.mailkeep.services;

import jakarta.security.enterprise.CallerPrincipal;
import org.mailkeep.auth.Caller;

/// The container's name for someone who has logged in, which carries what we know of them.
public final class LoggedIn extends CallerPrincipal {
  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  LoggedIn(Caller caller) {
    super(caller.login());
    this.caller = caller;
  }

  /// Who they are and what they may do.
  public Caller caller() {
    return caller;
  }
}
