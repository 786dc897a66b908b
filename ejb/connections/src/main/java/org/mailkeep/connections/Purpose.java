package org.mailkeep.connections;

/// What a session is for. One that served the one never serves the other: nobody is asked with the
/// identity of somebody who logged in.
public enum Purpose {
  /// To ask, with the identity of the service.
  QUESTIONS,
  /// To find out whether somebody's credentials are right.
  LOGINS
}
