package org.mailkeep.directory.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.contract.DownSource;
import org.mailkeep.directory.api.contract.ForeignContract;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;

class MemoryDirectoryTest extends ForeignContract {
  @Override
  protected DirectorySource source(List<Population.Member> members) {
    return MemoryDirectory.of(
        Principals.configuration(Principals.toml(members, passwords::hash)), "file");
  }

  /// A file is never down.
  @Override
  protected DirectorySource downSource() {
    return new DownSource();
  }

  @Test
  void olderSpellingsAreRead() {
    var directory =
        MemoryDirectory.of(
            Principals.configuration(
                """
                [directory.file]
                type = "memory"
                [[directory.file.principals]]
                name = "john"
                type = "admin"
                description = "John"
                secrets = ["one", "two"]
                email = "john@example.org"
                email-list = ["all@example.org"]
                member-of = ["staff"]
                quota = 2000
                [[directory.file.principals]]
                name = "jane"
                secret = "three"
                quota = 0
                """),
            "file");
    Entry john = entry(directory, "john");
    assertEquals(Entry.Kind.ADMINISTRATOR, john.kind());
    assertEquals("John", john.description());
    assertEquals(List.of("john@example.org"), john.emails());
    assertEquals(Account.Quota.ofBytes(2000), john.quota());
    assertEquals(Account.Quota.UNLIMITED, entry(directory, "jane").quota());
  }

  @ParameterizedTest
  @CsvSource({
    "name = '', name",
    "name = 'x'|class = 'robot', class",
    "name = 'x'|email = 'nothing', email",
    "name = 'x'|email-list = ['a@b.example'|'c d'], email-list"
  })
  void whatMakesNoSenseIsRefused(String lines, String key) {
    String toml =
        "[directory.file]\ntype = \"memory\"\n[[directory.file.principals]]\n"
            + lines.replace("'|'", "','").replace('|', '\n').replace('\'', '"');
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Principals.configuration(toml));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("principals.0000." + key),
        refused.getMessage());
  }

  @Test
  void secretsAreNotPrinted() {
    var configuration =
        Principals.configuration(
            """
            [directory.file]
            type = "memory"
            [[directory.file.principals]]
            name = "john"
            secret = "sesame"
            """);
    assertTrue(
        !MemoryDirectorySettings.people(configuration, "file").toString().contains("sesame"));
    assertEquals(ChosenDirectory.Kind.MEMORY, ChosenDirectory.kind(configuration, "file"));
  }

  private static Entry entry(DirectorySource source, String login) {
    if (source.entry(login) instanceof Answer.Found<Entry>(var entry)) {
      return entry;
    }
    throw new AssertionError("no " + login);
  }
}
