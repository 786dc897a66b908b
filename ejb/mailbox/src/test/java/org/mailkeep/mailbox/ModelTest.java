package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.MailboxId;
import org.mailkeep.kernel.Progress;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.memory.MemoryBackend;

/// Random operations, through two nodes, compared with a plain model after each step. The seed
/// stands in every failure.
class ModelTest {
  private static final int STEPS = 250;

  private record Message(EmailId email, Flags flags, long size) {
    Message with(Flags other) {
      return new Message(email, other, size);
    }
  }

  private final MailFixture fixture = new MailFixture(new MemoryBackend());
  private final List<MailAccount> nodes = nodes();

  private final Map<MailboxId, NavigableMap<Integer, Message>> model =
      new TreeMap<>(ModelTest::order);
  private final Map<MailboxId, MailboxView> known = new TreeMap<>(ModelTest::order);

  /// Two nodes that tell each other.
  private List<MailAccount> nodes() {
    StoredMailAccounts other = fixture.newNode();
    fixture.accounts.announce(other::changedElsewhere);
    other.announce(fixture.accounts::changedElsewhere);
    MailAccount account = fixture.open(1);
    return List.of(account, other.open(account.id()));
  }

  private static int order(MailboxId one, MailboxId other) {
    return Long.compare(one.value(), other.value());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void behavesLikeTheModel(long seed) {
    Random random = new Random(seed);
    for (Mailbox mailbox : nodes.getFirst().mailboxes()) {
      model.put(mailbox.id(), new TreeMap<>());
    }
    for (int step = 0; step < STEPS; step++) {
      MailAccount account = nodes.get(random.nextInt(nodes.size()));
      String where = "seed " + seed + " step " + step + ": " + act(random, account);
      nodes.forEach(node -> check(node, where));
    }
    var verification = new Verification(false, true, Progress.UNWATCHED);
    fixture.accounts.check().run(verification);
    assertEquals(List.of(), verification.findings(), "" + seed);
    for (MailboxId mailbox : model.keySet()) {
      MailAccount account = nodes.getFirst();
      account.store(mailbox, UidSet.ALL, change(FlagChange.Kind.ADD, DELETED), Long.MAX_VALUE);
      account.expunge(mailbox, UidSet.ALL);
    }
    for (Subspace space : List.of(Subspace.EMAIL, Subspace.MEMBERSHIP, Subspace.BLOB_LINK)) {
      assertEquals(List.of(), fixture.store.scan(space, Range.all(), Direction.UP, 5), "" + seed);
    }
    assertEquals(0, nodes.getFirst().quota().bytes());
  }

  private static final Flags DELETED = Flags.of(SystemFlag.DELETED);

  private static FlagChange change(FlagChange.Kind kind, Flags flags) {
    return new FlagChange(kind, flags);
  }

  private String act(Random random, MailAccount account) {
    List<MailboxId> ids = new ArrayList<>(model.keySet());
    MailboxId from = ids.get(random.nextInt(ids.size()));
    MailboxId to = ids.get(random.nextInt(ids.size()));
    UidSet uids = uids(random, messages(from).isEmpty() ? 1 : messages(from).lastKey());
    int dice = random.nextInt(14);
    return switch (dice) {
      case 0, 1, 2, 3 -> file(random, account, from);
      case 4, 5, 6 -> store(random, account, from, uids);
      case 7 -> transfer(account.copy(from, uids, to), from, to, false);
      case 8 -> transfer(account.move(from, uids, to), from, to, true);
      case 9 -> expunge(account, from, uids);
      case 10 -> recreate(random, account, from);
      case 11, 12 -> place(random, account, from);
      default -> select(account, from);
    };
  }

  private NavigableMap<Integer, Message> messages(MailboxId mailbox) {
    return model.computeIfAbsent(mailbox, _ -> new TreeMap<>());
  }

  private static UidSet uids(Random random, int last) {
    int first = 1 + random.nextInt(last);
    return random.nextInt(4) == 0
        ? UidSet.ALL
        : new UidSet(List.of(new UidSet.Span(first, first + random.nextInt(10))));
  }

  private static Flags flags(Random random) {
    List<String> names = new ArrayList<>();
    for (String name : List.of("\\Seen", "\\Flagged", "\\Deleted", "$Junk", "work")) {
      if (random.nextInt(3) == 0) {
        names.add(name);
      }
    }
    return Flags.ofImap(names).orElseThrow();
  }

  private String file(Random random, MailAccount account, MailboxId mailbox) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      Flags flags = flags(random);
      String answers =
          random.nextInt(3) == 0 ? "\r\nIn-Reply-To: <" + random.nextInt(50) + "@x>" : "";
      String text =
          "Subject: s\r\nMessage-ID: <" + random.nextInt(50) + "@x>" + answers + "\r\n\r\nbody\r\n";
      FilingResult.Message filed = fixture.file(account, mailbox, text, flags);
      messages(mailbox).put(filed.uid(), new Message(filed.email(), flags, text.length()));
    }
    return "file " + mailbox;
  }

  private String store(Random random, MailAccount account, MailboxId mailbox, UidSet uids) {
    FlagChange.Kind kind = List.of(FlagChange.Kind.values()).get(random.nextInt(3));
    FlagChange change = change(kind, flags(random));
    account.store(mailbox, uids, change, Long.MAX_VALUE);
    List<Message> changed = new ArrayList<>();
    messages(mailbox)
        .replaceAll((uid, message) -> {
          Message after =
              uids.contains(uid) ? message.with(change.apply(message.flags())) : message;
          if (!after.equals(message)) {
            changed.add(after);
          }
          return after;
        });
    changed.forEach(message -> follow(mailbox, message));
    return "store " + mailbox + uids + change;
  }

  /// A message has the same flags in each mailbox, apart from `\Deleted`.
  private void follow(MailboxId changed, Message message) {
    model.forEach((mailbox, messages) -> {
      if (!mailbox.equals(changed)) {
        messages.replaceAll((_, other) -> {
          boolean same = other.email().equals(message.email());
          Flags own = Flags.of(SystemFlag.DELETED);
          Flags kept = other.flags().has(SystemFlag.DELETED) ? own : Flags.NONE;
          return same ? other.with(message.flags().without(own).with(kept)) : other;
        });
      }
    });
  }

  /// Puts a message of a mailbox into some mailboxes, or none.
  private String place(Random random, MailAccount account, MailboxId from) {
    if (messages(from).isEmpty()) {
      return "place nothing";
    }
    List<Message> some = List.copyOf(messages(from).values());
    Message message = some.get(random.nextInt(some.size()));
    Set<MailboxId> wanted =
        model.keySet().stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toSet());
    PlacingResult result = account.place(message.email(), wanted);
    assertTrue(result instanceof PlacingResult.Placed, "" + result);
    List<StoredMessage.Place> places = ((PlacingResult.Placed) result).places();
    assertEquals(
        wanted, places.stream().map(StoredMessage.Place::mailbox).collect(Collectors.toSet()));
    Map<MailboxId, Flags> before = new HashMap<>();
    model.forEach((mailbox, messages) ->
        messages
            .values()
            .removeIf(other -> {
              boolean same = other.email().equals(message.email());
              if (same) {
                before.put(mailbox, other.flags());
              }
              return same;
            }));
    for (StoredMessage.Place place : places) {
      Flags fresh = message.flags().without(Flags.of(SystemFlag.DELETED));
      Flags flags = before.getOrDefault(place.mailbox(), fresh);
      messages(place.mailbox()).put(place.uid(), message.with(flags));
    }
    return "place " + message + " " + result;
  }

  private String transfer(CopyResult result, MailboxId from, MailboxId to, boolean moves) {
    if (result instanceof CopyResult.Copied(_, var sources, var targets)) {
      for (int i = 0; i < sources.size(); i++) {
        Message message = Objects.requireNonNull(messages(from).get(sources.get(i)), "a source");
        if (moves) {
          messages(from).remove(sources.get(i));
          messages(to).values().removeIf(other -> other.email().equals(message.email()));
          messages(to).put(targets.get(i), message);
        } else {
          MailboxView view = nodes.getFirst().view(to).orElseThrow();
          EmailId copy = view.email(view.indexOf(targets.get(i)));
          messages(to).put(targets.get(i), new Message(copy, message.flags(), message.size()));
        }
      }
    }
    return (moves ? "move " : "copy ") + from + " " + to + " " + result;
  }

  private String expunge(MailAccount account, MailboxId mailbox, UidSet uids) {
    UidSet gone = account.expunge(mailbox, uids);
    messages(mailbox)
        .entrySet()
        .removeIf(entry ->
            uids.contains(entry.getKey()) && entry.getValue().flags().has(SystemFlag.DELETED));
    return "expunge " + mailbox + uids + gone;
  }

  private String recreate(Random random, MailAccount account, MailboxId mailbox) {
    if (account.delete(mailbox) instanceof MailboxResult.Done) {
      model.remove(mailbox);
      known.remove(mailbox);
    }
    if (account.create("m" + random.nextInt(5), null) instanceof MailboxResult.Done(var made)) {
      model.put(made.id(), new TreeMap<>());
    }
    return "recreate " + mailbox;
  }

  private String select(MailAccount account, MailboxId mailbox) {
    account.select(mailbox, true);
    return "select " + mailbox;
  }

  private void check(MailAccount account, String where) {
    assertEquals(
        model.keySet().stream().map(MailboxId::value).collect(Collectors.toSet()),
        account.mailboxes().stream().map(box -> box.id().value()).collect(Collectors.toSet()),
        where);
    Map<EmailId, Long> sizes = new HashMap<>();
    for (var entry : model.entrySet()) {
      MailboxView view = account.view(entry.getKey()).orElseThrow();
      check(view, entry.getValue(), where);
      MailboxView older = known.put(entry.getKey(), view);
      if (older != null) {
        check(view.since(older), older, view, where);
      }
      entry.getValue().values().forEach(message -> sizes.put(message.email(), message.size()));
      MailboxStatus status = account.mailbox(entry.getKey()).orElseThrow().status();
      check(status, entry.getValue(), where);
      assertEquals(status.highestModSeq(), view.status().highestModSeq(), where);
    }
    assertEquals(sizes.size(), account.quota().messages(), where);
    assertEquals(
        sizes.values().stream().mapToLong(Long::longValue).sum(), account.quota().bytes(), where);
  }

  private static void check(MailboxStatus status, Map<Integer, Message> wanted, String where) {
    assertEquals(wanted.size(), status.messages(), where);
    assertEquals(count(wanted, SystemFlag.DELETED), status.deleted(), where);
    assertEquals(wanted.size() - count(wanted, SystemFlag.SEEN), status.unseen(), where);
    assertTrue(status.recent() <= status.messages(), where);
  }

  private static int count(Map<Integer, Message> messages, SystemFlag flag) {
    return (int) messages.values().stream().filter(message -> message.flags().has(flag)).count();
  }

  private static void check(MailboxView view, Map<Integer, Message> wanted, String where) {
    assertEquals(wanted.size(), view.count(), where);
    int index = 0;
    for (var entry : wanted.entrySet()) {
      assertEquals(entry.getKey(), view.uid(index), where);
      assertEquals(entry.getValue().email(), view.email(index), where);
      assertEquals(entry.getValue().flags(), view.flags(index), where);
      index++;
    }
  }

  /// What a view says of the way from an older one leads from the older one's messages to its own.
  private static void check(ViewDelta delta, MailboxView older, MailboxView view, String where) {
    List<Integer> uids = new ArrayList<>();
    for (int i = 0; i < older.count(); i++) {
      int uid = older.uid(i);
      int now = view.indexOf(uid);
      assertEquals(now < 0, delta.expunged().contains(uid), where);
      if (now >= 0) {
        uids.add(uid);
        boolean same = older.flags(i).equals(view.flags(now));
        assertTrue(same || delta.changed().contains(uid), where);
      }
    }
    assertTrue(uids.containsAll(delta.changed()), where);
  }
}
