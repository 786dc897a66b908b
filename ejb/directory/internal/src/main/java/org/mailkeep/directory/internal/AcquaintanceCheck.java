package org.mailkeep.directory.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Pages;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;

/// Whom a directory has vouched for is found by each of their names, and each of those leads to
/// somebody who has it. A login name may be several people's; it leads to one of them.
final class AcquaintanceCheck implements Verification.Check {
  private static final String NAME = "directory";
  private static final Subspace SPACE = Subspace.DIRECTORY;
  private static final int PAGE = 200;

  private final DataStore store;

  AcquaintanceCheck(DataStore store) {
    this.store = store;
  }

  @Override
  public void run(Verification verification) {
    Pages.forEach(
        store,
        SPACE,
        Range.prefix(DirectoryKeys.met()),
        PAGE,
        page -> {
          page.forEach(entry -> person(verification, entry));
          verification.looked("people vouched for", page.size());
        });
    for (byte[] names : List.of(DirectoryKeys.metLogins(), DirectoryKeys.metAddresses())) {
      Pages.forEach(
          store,
          SPACE,
          Range.prefix(names),
          PAGE,
          page -> page.forEach(e -> name(verification, e)));
    }
  }

  private void person(Verification verification, Entry entry) {
    List<String> texts = DirectoryKeys.texts(entry.key());
    String directory = texts.getFirst();
    String key = texts.getLast();
    StoredMet met = decoded(entry.value());
    if (met == null) {
      verification.lost(NAME, key + " of " + directory, "the record is damaged");
      return;
    }
    Map<String, byte[]> names = new LinkedHashMap<>();
    met.emails().forEach(email -> names.put(email, DirectoryKeys.metAddress(directory, email)));
    names.put(met.login(), DirectoryKeys.metLogin(directory, met.login()));
    names.forEach((text, name) -> {
      byte[] holder = store.get(SPACE, name);
      if (!leads(directory, holder, name) && !isNot(entry)) {
        verification.found(
            NAME,
            met.login() + " of " + directory,
            "is not found by " + text,
            () ->
                commits(
                    new Batch()
                        .require(SPACE, entry.key(), entry.value())
                        .require(SPACE, name, holder)
                        .put(SPACE, name, key.getBytes(StandardCharsets.UTF_8))));
      }
    });
  }

  private void name(Verification verification, Entry entry) {
    List<String> texts = DirectoryKeys.texts(entry.key());
    if (!leads(texts.getFirst(), entry.value(), entry.key()) && !isNot(entry)) {
      byte[] person = DirectoryKeys.met(texts.getFirst(), text(entry.value()));
      byte[] record = store.get(SPACE, person);
      verification.found(
          NAME,
          texts.getLast() + " of " + texts.getFirst(),
          "leads to nobody who has it",
          () ->
              commits(
                  new Batch()
                      .require(SPACE, person, record)
                      .require(SPACE, entry.key(), entry.value())
                      .delete(SPACE, entry.key())));
    }
  }

  /// Whether a name leads to somebody who has it.
  private boolean leads(String directory, byte @Nullable [] holder, byte[] name) {
    byte[] record =
        holder == null ? null : store.get(SPACE, DirectoryKeys.met(directory, text(holder)));
    StoredMet met = record == null ? null : decoded(record);
    return met != null
        && (Arrays.equals(name, DirectoryKeys.metLogin(directory, met.login()))
            || met.emails().stream()
                .anyMatch(
                    email -> Arrays.equals(name, DirectoryKeys.metAddress(directory, email))));
  }

  private boolean commits(Batch batch) {
    return store.commit(batch) instanceof Commit.Committed;
  }

  private boolean isNot(Entry entry) {
    return !Arrays.equals(entry.value(), store.get(SPACE, entry.key()));
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static @Nullable StoredMet decoded(byte[] record) {
    try {
      return StoredMet.decode(record);
    } catch (StoreException.Corrupt | IllegalArgumentException _) {
      return null;
    }
  }
}
