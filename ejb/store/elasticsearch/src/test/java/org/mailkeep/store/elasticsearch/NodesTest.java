package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.StoreException;

/// What is asked again, where, and how long.
final class NodesTest {
  private static final Question QUESTION = Question.of("ask", "GET", "/words");
  private static final String BUSY = error("es_rejected_execution_exception", "queue is full");

  @Test
  void whatPassesIsAskedAgain() throws IOException {
    for (int status : new int[] {429, 502, 503, 504}) {
      try (var node = new FakeNode().says(status, BUSY).says(status, BUSY).says(200, "{}");
          var nodes = nodes(3, node.url())) {
        assertTrue(nodes.ask(QUESTION).isGood());
        assertEquals(3, node.asked().size());
      }
    }
  }

  @Test
  void asOftenAsTheSettingsSayAndNoMore() throws IOException {
    try (var node = new FakeNode().says(503, BUSY);
        var nodes = nodes(2, node.url())) {
      StoreException e =
          assertThrows(StoreException.Unavailable.class, () -> nodes.demand(QUESTION));
      assertEquals(
          "store.words: ask: 503 es_rejected_execution_exception: queue is full", e.getMessage());
      assertEquals(3, node.asked().size());
    }
  }

  @Test
  void whatDoesNotPassIsAskedOnce() throws IOException {
    for (int status : new int[] {400, 401, 403, 404, 500}) {
      try (var node = new FakeNode().says(status, error("some_exception", "no"));
          var nodes = nodes(3, node.url())) {
        assertEquals(status, nodes.ask(QUESTION).status());
        assertEquals(1, node.asked().size());
      }
    }
  }

  @Test
  void whoIsNotLetInReadsWhichSettingSaysSo() throws IOException {
    try (var node =
            new FakeNode()
                .says(401, error("security_exception", "unable to authenticate"))
                .says(403, error("security_exception", "action is unauthorized"));
        var nodes = nodes(3, node.url())) {
      assertMessage("store.words.password: security_exception: unable to", nodes);
      assertMessage("store.words.user: security_exception: action is", nodes);
    }
  }

  @Test
  void aServerWithoutRoomIsFull() throws IOException {
    String block = "index [x] blocked by: [disk usage exceeded flood-stage watermark]";
    try (var node = new FakeNode().says(429, error("cluster_block_exception", block));
        var nodes = nodes(3, node.url())) {
      assertThrows(StoreException.Full.class, () -> nodes.demand(QUESTION));
      assertEquals(1, node.asked().size());
    }
  }

  @Test
  void anotherNodeIsAskedWhenOneIsAway() throws IOException {
    String away;
    try (var node = new FakeNode()) {
      away = node.url();
    }
    try (var busy = new FakeNode().says(503, BUSY);
        var node = new FakeNode().says(200, "{}");
        var nodes = nodes(3, away, busy.url(), node.url())) {
      assertTrue(nodes.ask(QUESTION).isGood());
      assertTrue(nodes.ask(QUESTION).isGood());
      assertEquals(1, busy.asked().size());
      assertEquals(2, node.asked().size());
    }
  }

  @Test
  void whatIsNoJsonIsNotElasticsearch() throws IOException {
    try (var node = new FakeNode().says(200, "<html>It works!</html>");
        var nodes = nodes(1, node.url())) {
      StoreException e = assertThrows(StoreException.Unavailable.class, () -> nodes.ask(QUESTION));
      assertTrue(String.valueOf(e.getMessage()).contains("without JSON"), e.getMessage());
      assertInstanceOf(IOException.class, e.getCause());
      assertEquals(2, node.asked().size());
    }
  }

  @Test
  void longAnswersAreNotKept() throws IOException {
    byte[] octets = new byte[33 << 20];
    Arrays.fill(octets, (byte) ' ');
    try (var node = new FakeNode().says(200, new String(octets, StandardCharsets.US_ASCII));
        var nodes = nodes(0, node.url())) {
      assertThrows(StoreException.Unavailable.class, () -> nodes.ask(QUESTION));
    }
  }

  @Test
  void whoLogsInSaysSoInEachRequest() throws IOException {
    try (var node = new FakeNode().says(200, "{}");
        var nodes = nodes(0, node.url())) {
      nodes.ask(QUESTION);
      byte[] login = "mail:secretsecret".getBytes(StandardCharsets.UTF_8);
      assertEquals(
          List.of("GET /words Basic " + Base64.getEncoder().encodeToString(login) + " "),
          node.asked());
    }
  }

  @Test
  void closedItAsksNobody() throws IOException {
    try (var node = new FakeNode().says(200, "{}")) {
      Nodes nodes = nodes(3, node.url());
      nodes.close();
      StoreException e = assertThrows(StoreException.Unavailable.class, () -> nodes.ask(QUESTION));
      assertEquals("store.words is closed", e.getMessage());
      assertEquals(0, node.asked().size());
    }
  }

  static Nodes nodes(int retries, String... urls) {
    return new Nodes(config(retries, urls));
  }

  static ElasticsearchConfig config(int retries, String... urls) {
    return new ElasticsearchConfig(
        "words",
        new ElasticsearchConfig.Place(
            "urls", Arrays.stream(urls).map(URI::create).toList(), new ServerTrust.Usual()),
        Optional.of(Servers.LOGIN),
        new ElasticsearchConfig.Exchange(
            Duration.ofSeconds(20), retries, Duration.ofMillis(1), Duration.ofMillis(2), 2),
        new ElasticsearchConfig.Bulk(64 << 10, 3),
        new ElasticsearchConfig.Index("words", 1, 0));
  }

  static String error(String type, String reason) {
    return "{\"error\":{\"type\":\"%s\",\"reason\":\"%s\"}}".formatted(type, reason);
  }

  private static void assertMessage(String words, Nodes nodes) {
    StoreException e = assertThrows(StoreException.Unavailable.class, () -> nodes.demand(QUESTION));
    assertTrue(String.valueOf(e.getMessage()).startsWith(words), e.getMessage());
  }
}
