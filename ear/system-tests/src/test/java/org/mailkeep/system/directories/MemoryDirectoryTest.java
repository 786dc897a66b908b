package org.mailkeep.system.directories;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.system.MailServer;

@Tag("servers")
final class MemoryDirectoryTest {
  @TempDir Path folder;

  @Test
  void aServerWithItsAccountsInTheFile() throws IOException, InterruptedException {
    String principals =
        Correspondent.PEOPLE.stream()
            .map(person ->
                """
                [[directory.file.principals]]
                name = "%s"
                secret = "%s"
                email = "%s"
                email-list = "%s"
                """
                    .formatted(
                        person,
                        Correspondent.password(person),
                        Correspondent.address(person),
                        Correspondent.LIST))
            .collect(Collectors.joining());
    String settings =
        Correspondent.SETTINGS
            + "storage.directory = \"file\"\n[directory.file]\ntype = \"memory\"\n"
            + principals;
    try (var server = MailServer.in(folder, settings)) {
      server.start();
      var people = new Correspondent(server, "file");
      people.receives();
      people.submits();
      people.refuses();
      people.isNotChangedFromHere();
    }
  }
}
