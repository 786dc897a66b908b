package org.mailkeep.services;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.mailbox.FilingResult;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.NewMessage;
import org.mailkeep.mime.MessageReader;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.queue.Attempt;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Recipient;
import org.mailkeep.queue.Router;
import org.mailkeep.queue.Routing;
import org.mailkeep.queue.Status;

record WalkingRouter(Directory directory, MailAccounts mail, InstantSource clock)
    implements Router {
  @Override
  public Routing route(Recipient recipient) {
    return new Routing.Way(Routing.Lane.LOCAL, "local", this::carry);
  }

  private List<Outcome> carry(Attempt attempt) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < attempt.recipients().size(); i++) {
      outcomes.add(one(attempt, i));
    }
    return outcomes;
  }

  private Outcome one(Attempt attempt, int i) {
    if (!(directory.resolve(attempt.recipients().get(i).address())
        instanceof Resolution.Accounts(var found))) {
      return new Outcome.Failed(Status.ours("5.1.1", "unknown"));
    }
    var account = mail.open(found.getFirst().account());
    var inbox = account.find("INBOX").orElseThrow();
    var octets = attempt.content().read(0, (int) attempt.content().size());
    var structure = MessageReader.read(octets, MimeLimits.DEFAULT);
    var result =
        account.file(
            List.of(
                new NewMessage(
                    inbox.id(),
                    attempt.content().content(),
                    structure,
                    Flags.NONE,
                    clock.instant())),
            (_, batch) -> {
              attempt.settle(i, batch);
              return true;
            });
    return result instanceof FilingResult.Filed
        ? new Outcome.Filed()
        : new Outcome.Deferred(Status.ours("4.2.2", result.toString()));
  }
}
