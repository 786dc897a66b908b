package org.mailkeep.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.mailbox.Flags;
import org.mailkeep.mailbox.testing.MailFixture;
import org.mailkeep.search.Corpus;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.Subspace;

/// SEARCH says the same whether the index knows all messages, some or none.
final class IndexedSearchTest {
  private static final AccountId JANE = new AccountId(1);

  private static final List<String> KEYS =
      List.of(
          "TEXT word",
          "TEXT wor",
          "BODY \"the house\"",
          "BODY run",
          "BODY run NOT SUBJECT report",
          "OR BODY houses SUBJECT zulu",
          "SUBJECT repor",
          "SUBJECT \"annual report\"",
          "SUBJECT \"report 2026\"",
          "SUBJECT \"\"",
          "FROM example.org",
          "FROM jan",
          "FROM \"Jane Winter\"",
          "TO nobody",
          "CC carol",
          "HEADER Message-ID <id-2@example.org>",
          "HEADER Message-ID id-2",
          "HEADER Reply-To answers",
          "HEADER X-Custom special",
          "HEADER X-Custom \"\"",
          "TEXT \"!!\"",
          "BODY m\u00fcller",
          "BODY muller",
          "BODY attachedword",
          "BODY invisible",
          "NOT TEXT word",
          "UID 2:4 TEXT word");

  @Test
  void answersAreTheSameWhateverTheIndexKnows() throws Exception {
    try (ImapServer server = new ImapServer()) {
      fill(server, 0);
      Map<String, String> read = answers(server);
      assertTrue(server.index.search.find(JANE, new SearchQuery.All()).isEmpty(), "nothing known");
      server.index.catchUp();
      assertEquals(read, answers(server), "all is known");
      fill(server, 1);
      Map<String, String> behind = answers(server);
      server.index.catchUp();
      assertEquals(behind, answers(server), "more is known");
      server.index.journal.forget(JANE);
      assertEquals(behind, answers(server), "all is forgotten");
      server.index.journal.rebuild(JANE);
      server.index.catchUp();
      assertEquals(behind, answers(server), "all is known anew");
      assertEquals("* SEARCH 1 2 7 8", behind.get("SUBJECT repor"));
      assertEquals("* SEARCH 1 3 7 9", behind.get("BODY run"));
      assertEquals("* SEARCH 2 8", behind.get("HEADER Message-ID <id-2@example.org>"));
      assertEquals("* SEARCH 5 11", behind.get("BODY muller"));
      assertEquals("* SEARCH 6 12", behind.get("BODY attachedword"));
      assertEquals("* SEARCH", behind.get("BODY invisible"));
    }
  }

  @Test
  void whatTheIndexKnowsIsNotRead() throws Exception {
    try (ImapServer server = new ImapServer()) {
      fill(server, 0);
      server.index.catchUp();
      ImapServer.Client client = login(server);
      client.command("a", "SELECT INBOX");
      // Who reads a message now fails.
      server.mail.store.commit(new Batch().delete(Subspace.BLOB_CHUNK, Range.all()));
      assertEquals("* SEARCH 1 3", found(client, "BODY run"));
      assertEquals("* SEARCH 1 2", found(client, "SUBJECT repor"));
      assertEquals("* SEARCH 1 2 3 4 5 6", found(client, "FROM winter"));
      assertTrue(
          client.command("s", "SEARCH HEADER X-Custom special").getLast().startsWith("s NO"));
    }
  }

  @Test
  void substringsAreReadWhenTheyAreWanted() throws Exception {
    ImapRules rules =
        new ImapRules(3, true, Optional.empty(), Optional.empty(), ImapRules.SearchMatch.SUBSTRING);
    try (ImapServer server = new ImapServer(rules)) {
      fill(server, 0);
      server.index.catchUp();
      ImapServer.Client client = login(server);
      client.command("a", "SELECT INBOX");
      assertEquals("* SEARCH", found(client, "BODY \"houses in\""));
      assertEquals("* SEARCH 1 3", found(client, "BODY \"house \""));
      assertEquals("* SEARCH 1 3", found(client, "BODY run"));
    }
  }

  @Test
  void mailOfManyKindsIsFoundTheSameWay() throws Exception {
    try (ImapServer server = new ImapServer()) {
      var corpus = new Corpus(7);
      List<String> asked = new ArrayList<>();
      for (int i = 1; i <= 60; i++) {
        String text = new String(corpus.message(i), StandardCharsets.UTF_8);
        server.mail.file(server.jane(), MailFixture.inbox(server.jane()), text, Flags.NONE);
      }
      ImapServer.Client client = login(server);
      client.command("a", "SELECT INBOX");
      for (int rank = 0; rank < 25; rank++) {
        String word = corpus.word(rank % 6, rank);
        asked.add("TEXT " + word);
        asked.add("SUBJECT " + word);
        asked.add("BODY " + word.substring(0, Math.min(4, word.length())));
        asked.add("FROM " + word.substring(0, 2));
      }
      Map<String, String> read = answers(client, asked);
      server.index.catchUp();
      assertEquals(read, answers(client, asked));
      assertTrue(read.values().stream().filter(line -> line.length() > 9).count() > 40);
    }
  }

  private static void fill(ImapServer server, int round) {
    String x = round == 0 ? "" : " again";
    file(server, "Subject: annual report" + x, "running through the house word");
    file(
        server,
        "Subject: Report 2026" + x + "\r\nMessage-ID: <id-2@example.org>\r\nCc: carol@example.com",
        "another wordy text!!");
    file(server, "Subject: zulu" + x + "\r\nReply-To: answers@example.org", "run to a house word");
    file(server, "X-Custom: something special" + x, "nothing");
    file(server, "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=" + x, "Frau M\u00fcller, word");
    file(
        server,
        "Subject: parts" + x + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b",
        "--b\r\nContent-Type: text/html\r\n\r\n<p title=\"invisible\">see<script>invisible"
            + "</script></p>\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition:"
            + " attachment\r\n\r\nattachedword\r\n--b--");
  }

  private static void file(ImapServer server, String header, String body) {
    String text = "From: Jane Winter <jane@example.org>\r\n" + header + "\r\n";
    String type =
        header.contains("MIME-Version")
            ? ""
            : "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";
    server.mail.file(
        server.jane(),
        MailFixture.inbox(server.jane()),
        text + type + "\r\n" + body + "\r\n",
        Flags.NONE);
  }

  private static Map<String, String> answers(ImapServer server) throws IOException {
    ImapServer.Client client = login(server);
    client.command("a", "SELECT INBOX");
    return answers(client, KEYS);
  }

  private static Map<String, String> answers(ImapServer.Client client, List<String> keys)
      throws IOException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String key : keys) {
      answers.put(key, found(client, key));
    }
    return answers;
  }

  private static String found(ImapServer.Client client, String key) throws IOException {
    List<String> lines = client.command("s", "SEARCH CHARSET UTF-8 " + literals(key));
    assertTrue(lines.getLast().startsWith("s OK"), key + ": " + lines);
    return lines.getFirst();
  }

  /// Text beyond ASCII comes as a literal.
  private static String literals(String key) {
    int last = key.lastIndexOf(' ') + 1;
    String word = key.substring(last);
    return word.chars().allMatch(c -> c < 0x80)
        ? key
        : key.substring(0, last)
            + "{"
            + word.getBytes(StandardCharsets.UTF_8).length
            + "+}\r\n"
            + word;
  }

  private static ImapServer.Client login(ImapServer server) throws IOException {
    ImapServer.Client client = server.connect();
    client.line();
    client.command("l", "LOGIN jane secret");
    return client;
  }
}
