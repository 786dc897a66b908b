package org.mailkeep.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.spi.Acquaintances;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.Verification;
import org.mailkeep.store.api.Verification.State;

/// Records of people vouched for are broken by hand, found, and mended.
class AcquaintanceCheckTest {
  private static final String ADDRESS = "jane@a.example";
  private final Setup setup = new Setup();
  private final Acquaintances people = setup.directory.acquaintances("sso");

  @BeforeEach
  void fill() {
    people.met(entry("1", "jane", ADDRESS));
    people.met(entry("2", "jane", "other@a.example"));
  }

  @AfterEach
  void close() {
    setup.close();
  }

  private static Entry entry(String key, String login, String email) {
    return new Entry(
        new Identity(key, login),
        Entry.Kind.INDIVIDUAL,
        "",
        List.of(email),
        Account.Quota.UNLIMITED,
        true,
        Set.of());
  }

  private List<Verification.Finding> verify(boolean repair) {
    var verification = new Verification(repair, false, Progress.UNWATCHED);
    setup.directory.check().run(verification);
    return verification.findings();
  }

  private void mends(String subject, String fault) {
    for (State state : List.of(State.FOUND, State.MENDED)) {
      assertEquals(
          List.of(new Verification.Finding("directory", subject, fault, state)),
          verify(state == State.MENDED));
    }
    assertEquals(List.of(), verify(false));
  }

  private void commit(Batch batch) {
    setup.store.commit(batch);
  }

  @Test
  void whatFitsHasNoFaults() {
    assertEquals(List.of(), verify(true));
  }

  @Test
  void aNameThatLeadsNowhereLeadsToItsOwnerAgain() {
    commit(new Batch().delete(Subspace.DIRECTORY, DirectoryKeys.metAddress("sso", ADDRESS)));
    mends("jane of sso", "is not found by " + ADDRESS);
    assertInstanceOf(Answer.Found.class, people.receiving(ADDRESS));
  }

  @Test
  void aNameOfNobodyGoes() {
    byte[] name = DirectoryKeys.metAddress("sso", "ghost@a.example");
    for (String holder : List.of("1", "3")) {
      commit(new Batch().put(Subspace.DIRECTORY, name, holder.getBytes(StandardCharsets.US_ASCII)));
      mends("ghost@a.example of sso", "leads to nobody who has it");
    }
    byte[] login = DirectoryKeys.metLogin("sso", "ghost");
    commit(new Batch().put(Subspace.DIRECTORY, login, new byte[] {'9'}));
    mends("ghost of sso", "leads to nobody who has it");
  }

  @Test
  void aDamagedRecordIsTold() {
    commit(new Batch().put(Subspace.DIRECTORY, DirectoryKeys.met("sso", "1"), new byte[0]));
    assertEquals(State.LOST, verify(false).getFirst().state());
  }
}
