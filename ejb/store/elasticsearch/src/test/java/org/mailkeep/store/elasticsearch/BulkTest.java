package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchToken;
import org.mailkeep.store.api.StoreException;

/// How changes go into requests, and what of them is sent again.
final class BulkTest {
  private static final AccountId JANE = new AccountId(7);
  private static final String DONE = "{\"index\":{\"status\":201}}";
  private static final String REJECTED =
      "{\"index\":{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\"}}}";

  @Test
  void aDocumentIsWordsAndStemsOfItsAccountAndLanguage() {
    var document =
        new SearchDocument(
            JANE,
            new EmailId(5),
            "en",
            Map.of(
                SearchField.BODY,
                List.of(
                    List.of(new SearchToken("running", "run"), SearchToken.of("\"so\"")),
                    List.of(SearchToken.of("home"))),
                SearchField.ID,
                List.of(List.of(SearchToken.of("<a@b>")))));
    assertEquals(
        """
        {"index":{"_id":"7-5","routing":"7"}}
        {"account":"7","email":5,"w0":["7:running 7:\\"so\\"","7:home"],\
        "s0":["7:en:run 7:en:\\"so\\"","7:en:home"],"w8":["7:<a@b>"]}
        """,
        new String(Item.index(document).lines(), StandardCharsets.UTF_8));
  }

  @Test
  void requestsAreBoundedByDocumentsAndOctets() throws IOException {
    try (var node = new FakeNode().says(200, items(DONE, DONE, DONE)).says(200, items(DONE, DONE));
        var nodes = NodesTest.nodes(0, node.url())) {
      send(nodes, 5, 1);
      assertEquals(List.of(3L, 2L), node.asked().stream().map(BulkTest::documents).toList());
    }
    try (var node = new FakeNode().says(200, items(DONE));
        var nodes = NodesTest.nodes(0, node.url())) {
      send(nodes, 3, 10_000);
      assertEquals(List.of(1L, 1L, 1L), node.asked().stream().map(BulkTest::documents).toList());
    }
  }

  @Test
  void whatWasRejectedIsSentAgainAlone() throws IOException {
    try (var node = new FakeNode().says(200, items(DONE, REJECTED, DONE)).says(200, items(DONE));
        var nodes = NodesTest.nodes(3, node.url())) {
      send(nodes, 3, 1);
      assertEquals(2, node.asked().size());
      String again = node.asked().getLast();
      assertEquals(1, documents(again));
      assertTrue(again.contains("\"_id\":\"7-2\""), again);
    }
  }

  @Test
  void whatIsRejectedAgainAndAgainFails() throws IOException {
    try (var node = new FakeNode().says(200, items(REJECTED));
        var nodes = NodesTest.nodes(2, node.url())) {
      StoreException e = assertThrows(StoreException.Unavailable.class, () -> send(nodes, 1, 1));
      assertTrue(String.valueOf(e.getMessage()).contains("es_rejected_execution"), e.getMessage());
      assertEquals(3, node.asked().size());
    }
  }

  @Test
  void anAnswerThatLeavesChangesOutIsNoAnswer() throws IOException {
    try (var node = new FakeNode().says(200, items(DONE));
        var nodes = NodesTest.nodes(0, node.url())) {
      assertThrows(StoreException.Unavailable.class, () -> send(nodes, 2, 1));
    }
  }

  @Test
  void anIndexThatIsGoneFailsItsChanges() throws IOException {
    String gone =
        "{\"index\":{\"status\":404,\"error\":{\"type\":\"index_not_found_exception\",\"reason\":\"no"
            + " such index\"}}}";
    try (var node = new FakeNode().says(200, items(gone));
        var nodes = NodesTest.nodes(3, node.url())) {
      StoreException e = assertThrows(StoreException.Unavailable.class, () -> send(nodes, 1, 1));
      assertTrue(String.valueOf(e.getMessage()).contains("no such index"), e.getMessage());
      assertEquals(1, node.asked().size());
    }
  }

  @Test
  void nothingToDoAsksNobody() throws IOException {
    try (var node = new FakeNode().says(500, "{}");
        var nodes = NodesTest.nodes(0, node.url())) {
      new Bulk(nodes, "index").send();
      assertEquals(0, node.asked().size());
    }
  }

  private static void send(Nodes nodes, int documents, int words) {
    var bulk = new Bulk(nodes, "index");
    List<SearchToken> text = Stream.generate(() -> SearchToken.of("word")).limit(words).toList();
    for (int i = 1; i <= documents; i++) {
      bulk.add(
          Item.index(
              new SearchDocument(
                  JANE, new EmailId(i), "", Map.of(SearchField.BODY, List.of(text)))));
    }
    bulk.send();
  }

  private static long documents(String request) {
    return request.lines().filter(line -> line.contains("\"_id\"")).count();
  }

  private static String items(String... items) {
    return "{\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
  }
}
