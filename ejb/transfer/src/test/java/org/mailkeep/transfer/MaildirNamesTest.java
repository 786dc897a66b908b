package org.mailkeep.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.mailbox.Flags;

class MaildirNamesTest {
  @ParameterizedTest
  @CsvSource({
    "INBOX,.",
    "Work,./.Work",
    "Work/2026,./.Work.2026",
    "Entwürfe,./.Entw&APw-rfe",
    "v1.2/a&b,./.v1\\2e2.a&-b",
    "back\\slash,./.back\\5cslash",
  })
  void foldersStandForMailboxes(String path, String folder) {
    assertEquals(folder, MaildirFolder.of(path));
    List<String> parts =
        Arrays.stream(folder.split("/", -1)).filter(part -> !part.equals(".")).toList();
    assertEquals(Optional.of(path), MaildirFolder.path(parts));
  }

  @Test
  void foldersInFoldersAreRead() {
    assertEquals(Optional.of("Work/2026"), MaildirFolder.path(List.of("Work", "2026")));
    assertEquals(Optional.of("a/b/c"), MaildirFolder.path(List.of("a", ".b.c")));
    assertEquals(Optional.of("bad&name"), MaildirFolder.path(List.of("bad&name")));
    assertEquals(Optional.empty(), MaildirFolder.path(List.of("..", "etc")));
    assertEquals(Optional.empty(), MaildirFolder.path(List.of("..a")));
  }

  @Test
  void flagsStandInNames() {
    Flags flags =
        Flags.ofImap(List.of("\\Seen", "\\Answered", "\\Draft", "\\Flagged", "\\Deleted", "x", "y"))
            .orElseThrow();
    assertEquals(":2,DFRSTab", MaildirFile.info(flags, List.of("x", "y")));
    assertEquals(flags, MaildirFile.flags("1.a:2,DFRSTab", List.of("x", "y")));
    assertEquals(
        Flags.ofImap(List.of("\\Seen", "$Forwarded")).orElseThrow(),
        MaildirFile.flags("1.a;2,PSz", List.of("x")));
    assertEquals(Flags.NONE, MaildirFile.flags("1.a", List.of()));
    assertEquals(Flags.NONE, MaildirFile.flags("1.a:2,a", List.of("no(keyword")));
  }

  @Test
  void keywordsStandInAFile() {
    List<String> keywords = MaildirFile.keywords("0 x\n2 z\nnonsense\n99 late\n-1 q\n");
    assertEquals(List.of("x", "", "z"), keywords.subList(0, 3));
    assertEquals(MaildirFile.LETTERS, keywords.size());
    assertEquals("0 x\n1 y\n", MaildirFile.text(List.of("x", "y")));
  }
}
