package org.mailkeep.connections;

/// An LDAP server could not be asked, or failed. Trying again later may help.
public final class LdapFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message readable, without secrets
  public LdapFailure(String message) {
    super(message);
  }

  /// @param message readable, without secrets
  public LdapFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
