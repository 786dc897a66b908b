package org.mailkeep.delivery;

import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.queue.Carrier;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Router;
import org.mailkeep.queue.Routing;
import org.mailkeep.queue.Status;

/// Sends mail for our domains into mailboxes, and all other mail out.
public final class MailRouter implements Router {
  private static final String MAILBOXES = "mailboxes";

  private final Directory directory;
  private final Routing.Way local;
  private final Router elsewhere;

  /// @param local takes mail into mailboxes
  /// @param elsewhere asked for recipients whose domain is not ours
  public MailRouter(Directory directory, Carrier local, Router elsewhere) {
    this.directory = directory;
    this.local = new Routing.Way(Routing.Lane.LOCAL, MAILBOXES, local);
    this.elsewhere = elsewhere;
  }

  @Override
  public Routing route(Recipient recipient) {
    if (recipient.account() != null) {
      return local;
    }
    return switch (directory.isLocal(recipient.address().domain())) {
      case Verdict.Yes() -> local;
      case Verdict.No() -> elsewhere.route(recipient);
      case Verdict.Unavailable(String reason) ->
          new Routing.Nowhere(
              new Outcome.Deferred(Status.ours("4.3.0", "Directory unavailable: " + reason)));
    };
  }
}
