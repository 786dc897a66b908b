package org.mailkeep.smtp;

import java.util.Set;
import org.mailkeep.wire.smtp.SmtpService;

/// The rules by which mail is taken in.
///
/// @param hostname our name, fully qualified
/// @param greeting what follows the name in the greeting
/// @param fqdnRequired the services on which a client must say hello with a fully qualified name or
///   an address literal; clients on this machine are excused, since programs there often know no
///   better name
/// @param loginRequired the services on which MAIL needs AUTH before it
/// @param senderMustMatch whether a login may only send as addresses that it owns
/// @param completed the services on which a missing Date or Message-ID is added, and headers that
///   cannot be read are refused (RFC 6409 §8)
/// @param header limits of the header section
public record SmtpPolicy(
    String hostname,
    String greeting,
    Set<SmtpService> fqdnRequired,
    Set<SmtpService> loginRequired,
    boolean senderMustMatch,
    Set<SmtpService> completed,
    HeaderLimits header) {

  /// Copies the sets.
  public SmtpPolicy {
    fqdnRequired = Set.copyOf(fqdnRequired);
    loginRequired = Set.copyOf(loginRequired);
    completed = Set.copyOf(completed);
  }

  /// How much header a message may have.
  ///
  /// @param received Received fields; more mean a loop (RFC 5321 §6.3)
  /// @param fields in total
  /// @param octets in total
  public record HeaderLimits(int received, int fields, long octets) {}
}
