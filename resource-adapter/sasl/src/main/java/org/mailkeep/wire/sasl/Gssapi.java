package org.mailkeep.wire.sasl;

import java.util.Optional;
import java.util.function.Supplier;
import org.ietf.jgss.GSSException;

/// GSSAPI (RFC 4752): tickets of Kerberos. It ends in an agreement on a layer that protects what
/// follows; we take none, since TLS does that.
public final class Gssapi implements Mechanism {
  static final String NAME = "GSSAPI";

  /// The bit of a layer that does nothing (RFC 4752 §3.3).
  static final byte NO_LAYER = 1;

  /// Octets before the name in the client's choice.
  static final int CHOICE = 4;

  private static final int LONGEST = 9_216;

  private final Supplier<GssSteps> contexts;

  /// @param contexts begins one that accepts, as [KerberosLogin#acceptor] does
  public Gssapi(Supplier<GssSteps> contexts) {
    this.contexts = contexts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Proof proof() {
    return Proof.KERBEROS;
  }

  /// It shows no secret, but without TLS whoever sits between takes the session over.
  @Override
  public boolean fits(Channel channel) {
    return channel.isConfidential();
  }

  @Override
  public ServerExchange begin(Channel channel) {
    return new Exchange(contexts.get());
  }

  /// One exchange.
  private static final class Exchange implements ServerExchange {
    private final GssSteps context;
    private boolean offered;

    private Exchange(GssSteps context) {
      this.context = context;
    }

    @Override
    public Step start(Optional<byte[]> initial) {
      return initial.map(this::answer).orElseGet(() -> new Challenge(new byte[0]));
    }

    @Override
    public Step answer(byte[] response) {
      if (response.length > LONGEST) {
        return malformed("longer than " + LONGEST + " octets");
      }
      try {
        return offered ? chosen(context.unwrap(response)) : next(response);
      } catch (GSSException e) {
        return malformed(String.valueOf(e.getMessage()));
      }
    }

    private Step next(byte[] response) throws GSSException {
      boolean wasEstablished = context.isEstablished();
      if (wasEstablished && response.length > 0) {
        return malformed("a token too much");
      }
      byte[] token = wasEstablished ? new byte[0] : context.step(response);
      if (!context.isEstablished() || token.length > 0) {
        return new Challenge(token);
      }
      offered = true;
      return new Challenge(context.wrap(new byte[] {NO_LAYER, 0, 0, 0}));
    }

    private Step chosen(byte[] choice) throws GSSException {
      if (choice.length < CHOICE || choice[0] != NO_LAYER) {
        return malformed("a layer that was not offered");
      }
      var authorize = Texts.decode(choice, CHOICE, choice.length).flatMap(SaslPrep::prepare);
      String initiator = context.initiator();
      context.dispose();
      return authorize
          .<Step>map(name -> new Claimed(new Claim.Kerberos(name, initiator)))
          .orElseGet(() -> new Malformed("not a name"));
    }

    private Malformed malformed(String reason) {
      context.dispose();
      return new Malformed(reason);
    }
  }
}
