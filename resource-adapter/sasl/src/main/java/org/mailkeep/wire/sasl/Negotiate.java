package org.mailkeep.wire.sasl;

import java.util.function.Supplier;
import org.ietf.jgss.GSSException;

/// Negotiate of HTTP (RFC 4559): one request brings a ticket of Kerberos, within SPNEGO (RFC 4178)
/// or bare. What would take several requests, such as NTLM, is refused. Safe for many threads.
public final class Negotiate {
  private final Supplier<GssSteps> contexts;

  /// @param contexts begins one that accepts, as [KerberosLogin#acceptor] does
  public Negotiate(Supplier<GssSteps> contexts) {
    this.contexts = contexts;
  }

  /// What comes of a token.
  public sealed interface Outcome {
    /// It is a good ticket.
    ///
    /// @param principal whose it is: `jane@EXAMPLE.ORG`
    /// @param reply by which the client knows us; may be empty
    record Known(String principal, byte[] reply) implements Outcome {}

    /// It is none.
    ///
    /// @param reason for the log
    record Refused(String reason) implements Outcome {}
  }

  /// Takes a client's token.
  public Outcome accept(byte[] token) {
    GssSteps context = contexts.get();
    try {
      byte[] reply = context.step(token);
      return context.isEstablished()
          ? new Outcome.Known(context.initiator(), reply)
          : new Outcome.Refused("it would take more than one request");
    } catch (GSSException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    } finally {
      context.dispose();
    }
  }
}
