package org.mailkeep.directory.api;

/// A change of an account. It may be asked more than once, when others change the account at the
/// same time, so it must do nothing else.
@FunctionalInterface
public interface PrincipalEdit {
  /// What the account is to be.
  ///
  /// @param current as it is
  /// @return the same when there is nothing to change
  PrincipalDraft apply(PrincipalDraft current);
}
