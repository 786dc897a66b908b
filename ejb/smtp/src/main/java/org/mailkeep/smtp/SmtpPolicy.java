package org.mailkeep.smtp;

import java.util.Optional;
import org.mailkeep.expression.Choice;
import org.mailkeep.expression.Facts;
import org.mailkeep.expression.World;
import org.mailkeep.wire.smtp.SmtpService;

/// The rules by which mail is taken in. What depends on the session is asked at its stage.
///
/// @param hostname our name, fully qualified
/// @param greeting what follows the name in the greeting
/// @param demands what is asked of clients
/// @param relay whether mail may go on to domains that are not ours; LMTP never does
/// @param header limits of the header section
public record SmtpPolicy(
    String hostname,
    Choice<String> greeting,
    Demands demands,
    Choice<Boolean> relay,
    Header header) {

  /// What is asked of clients.
  ///
  /// @param qualified that they say hello with a fully qualified name or an address literal;
  ///   clients on this machine are excused, since programs there often know no better name
  /// @param login that they log in before MAIL
  /// @param ownSender that a login sends as addresses only that it owns
  /// @param complete that a header section can be read; a missing Date or Message-ID is added to it
  ///   (RFC 6409 §8)
  public record Demands(
      Demand qualified, Demand login, Choice<Boolean> ownSender, Demand complete) {}

  /// Something that one kind of service demands unless the configuration says more.
  ///
  /// @param said by the configuration
  /// @param usually the service that demands it
  public record Demand(Optional<Choice<Boolean>> said, SmtpService usually) {
    // LMTP knows no login and no strangers' names, so a `true` means the other two.
    boolean holds(SmtpService service, Facts facts, World world) {
      return said.map(rule -> service != SmtpService.LMTP && rule.of(facts, world))
          .orElse(service == usually);
    }
  }

  /// How much header a message may have.
  ///
  /// @param received Received fields; more mean a loop (RFC 5321 §6.3)
  /// @param fields in total
  /// @param octets in total
  public record Header(Choice<Integer> received, int fields, long octets) {
    HeaderLimits limits(Facts facts, World world) {
      return new HeaderLimits(received.of(facts, world), fields, octets);
    }
  }

  /// How much header one message may have.
  ///
  /// @param received Received fields
  /// @param fields in total
  /// @param octets in total
  public record HeaderLimits(int received, int fields, long octets) {}
}
