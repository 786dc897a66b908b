package org.mailkeep.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Subspace;

/// Routes and carriers that follow a script. Mail for `example.org` is local and filed by a commit
/// that counts it in a mailbox; all other mail is remote and taken, unless the script for the
/// recipient says otherwise.
final class ScriptedCarriers implements Router {
  private final DataStore data;
  private final Map<String, Queue<Outcome>> script = new ConcurrentHashMap<>();
  private final List<String> carried = Collections.synchronizedList(new ArrayList<>());
  private volatile String throwsAfter = "";
  private volatile Runnable before = () -> {};

  ScriptedCarriers(DataStore data) {
    this.data = data;
  }

  /// Outcomes of the next attempts for a recipient.
  void script(String recipient, Outcome... outcomes) {
    script.put(recipient, new ArrayDeque<>(Arrays.asList(outcomes)));
  }

  /// Throws once after this recipient was filed.
  void thenThrow(String recipient) {
    throwsAfter = recipient;
  }

  /// Runs in each attempt.
  void before(Runnable action) {
    before = action;
  }

  /// Each attempt, as `destination: recipients`.
  List<String> carried() {
    synchronized (carried) {
      return List.copyOf(carried);
    }
  }

  /// Takes over what is left of another's script, and what it carried.
  void continueAs(ScriptedCarriers other) {
    script.putAll(other.script);
    carried.addAll(other.carried());
  }

  /// How often a mailbox holds a message.
  static long filed(DataStore data, String recipient) {
    return data.counter(Subspace.EMAIL, mailbox(recipient));
  }

  @Override
  public Routing route(Recipient recipient) {
    String domain = recipient.address().domain().ascii();
    return switch (domain) {
      case "example.org" -> new Routing.Way(Routing.Lane.LOCAL, "local", this::file);
      case "nowhere.example" ->
          new Routing.Nowhere(new Outcome.Failed(Status.ours("5.1.2", "No such domain")));
      default -> new Routing.Way(Routing.Lane.REMOTE, domain, attempt -> send(domain, attempt));
    };
  }

  private List<Outcome> file(Attempt attempt) {
    note("local", attempt);
    before.run();
    var outcomes = new ArrayList<Outcome>();
    for (int i = 0; i < attempt.recipients().size(); i++) {
      String recipient = attempt.recipients().get(i).address().toString();
      Outcome next = next(recipient, new Outcome.Filed());
      if (next instanceof Outcome.Filed) {
        int index = i;
        data.write((_, batch) -> {
          deliver(recipient, batch);
          attempt.settle(index, batch);
          return recipient;
        });
        if (recipient.equals(throwsAfter)) {
          throwsAfter = "";
          throw new IllegalStateException("nobody knows");
        }
      }
      outcomes.add(next);
    }
    return outcomes;
  }

  private List<Outcome> send(String domain, Attempt attempt) {
    note(domain, attempt);
    before.run();
    var taken = new Outcome.Delivered(new Status("2.0.0", "250 taken", "mx." + domain), false);
    return attempt.recipients().stream()
        .map(recipient -> next(recipient.address().toString(), taken))
        .toList();
  }

  private Outcome next(String recipient, Outcome otherwise) {
    Queue<Outcome> outcomes = script.get(recipient);
    if (outcomes == null) {
      return otherwise;
    }
    synchronized (outcomes) {
      Outcome next = outcomes.poll();
      return next == null ? otherwise : next;
    }
  }

  private void note(String destination, Attempt attempt) {
    List<String> names =
        attempt.recipients().stream().map(recipient -> recipient.address().local()).toList();
    carried.add(destination + ": " + String.join(" ", names));
  }

  private static void deliver(String recipient, Batch batch) {
    batch.add(Subspace.EMAIL, mailbox(recipient), 1);
  }

  private static byte[] mailbox(String recipient) {
    return Keys.of().raw(recipient.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
