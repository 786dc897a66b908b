package org.mailkeep.auth;

import java.util.Locale;

/// Something that one may be allowed to do.
public enum Permission {
  /// Log in at all.
  LOGIN,
  /// Submit mail.
  SUBMIT_MAIL,
  /// Read and file one's own mail.
  READ_MAIL,
  /// Change one's own password.
  CHANGE_OWN_PASSWORD,
  /// See domains and accounts.
  VIEW_DIRECTORY,
  /// Make, change and remove domains and accounts.
  CHANGE_DIRECTORY,
  /// See the queue.
  VIEW_QUEUE,
  /// Retry, cancel, pause and resume.
  CHANGE_QUEUE,
  /// See how the server fares: status, caches, metrics.
  VIEW_SERVER,
  /// Reload the configuration, clear caches.
  OPERATE_SERVER;

  /// Its name in files and interfaces: `view-queue`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
