package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.ObservedSearch;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchToken;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.StoreState;
import org.mailkeep.store.api.StoreWatch;
import org.mailkeep.store.servers.FaultProxy;
import org.mailkeep.store.servers.FaultProxy.Fault;
import org.mailkeep.telemetry.Events;

/// A server that fails, is slow, or is cut off gives temporary failures, soon; nothing that was
/// acknowledged is lost, and all is well when the server is.
@Tag("servers")
final class SearchFaultTest {
  private static final AccountId JANE = new AccountId(7);
  private static final SearchQuery WORD =
      new SearchQuery.Words(Set.of(SearchField.BODY), List.of("word"), false, false);
  private static final Duration HOUR = Duration.ofHours(1);

  private FaultProxy proxy;
  private ElasticsearchConfig config;
  private ElasticsearchStore store;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  SearchFaultTest() {}

  @BeforeEach
  void open() throws IOException {
    proxy = FaultProxy.before(Servers.openSearch().port());
    config = impatient(Servers.config("http://127.0.0.1:" + proxy.port()));
    store = Servers.open(config);
    store.index(documents(1, 1));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
    Servers.openSearch().ask("DELETE", "/" + config.index().name(), "");
  }

  @Test
  void anErrorOfTheServerIsATemporaryFailure() {
    fails(
        new Fault.Answer("500 Internal Server Error", NodesTest.error("exception", "broken")),
        "broken");
  }

  @Test
  void aServerThatIsOverburdenedIsATemporaryFailure() {
    String body = NodesTest.error("es_rejected_execution_exception", "queue capacity");
    fails(new Fault.Answer("429 Too Many Requests", body), "queue capacity");
    fails(new Fault.Answer("503 Service Unavailable", body), "queue capacity");
  }

  @Test
  void aProxyWithoutServerIsATemporaryFailure() {
    fails(new Fault.Answer("502 Bad Gateway", "<html>Bad Gateway</html>"), "502");
  }

  @Test
  void aSlowServerIsATemporaryFailureAfterTheTimeOut() {
    long begin = System.nanoTime();
    fails(new Fault.Delay(HOUR), "store.words");
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(60).toNanos());
  }

  @Test
  void aServerThatIsGoneIsATemporaryFailure() {
    fails(new Fault.Refuse(), "store.words");
  }

  @Test
  void aCutAnswerIsATemporaryFailure() {
    fails(new Fault.Cut(20), "store.words");
  }

  @Test
  void aRequestThatIsCutInItsMiddleIsRepeatedAsAWhole() {
    proxy.set(new Fault.CutRequest(100_000));
    assertThrows(StoreException.Unavailable.class, () -> store.index(documents(2, 90)));
    assertTrue(proxy.befallen() > 1, "it was tried again");
    proxy.set(new Fault.None());
    store.index(documents(2, 90));
    assertEquals(91, store.find(JANE, WORD).size());
    assertEquals(91, store.find(JANE, new SearchQuery.All()).size());
  }

  @Test
  void whatWasDoneThoughTheAnswerIsLostIsDoneOnce() {
    proxy.set(new Fault.Cut(0));
    assertThrows(StoreException.Unavailable.class, () -> store.index(documents(2, 5)));
    proxy.set(new Fault.None());
    store.index(documents(2, 5));
    assertEquals(EmailSet.of(1, 2, 3, 4, 5, 6), store.find(JANE, WORD));
  }

  @Test
  void aPassingErrorIsNotSeen() {
    proxy.set(new Fault.Answer("503 Service Unavailable", NodesTest.error("busy", "now")));
    Thread.ofVirtual()
        .start(() -> {
          while (proxy.befallen() == 0) {
            LockSupport.parkNanos(100_000);
          }
          proxy.set(new Fault.None());
        });
    assertEquals(EmailSet.of(1), store.find(JANE, WORD));
  }

  @Test
  void aServerWithoutRoomIsFullAndHeals() throws IOException {
    String settings = "/" + config.index().name() + "/_settings";
    Servers.openSearch().ask("PUT", settings, "{\"index.blocks.read_only_allow_delete\":true}");
    assertThrows(StoreException.Full.class, () -> store.index(documents(2, 1)));
    assertThrows(StoreException.Full.class, store::check);
    assertEquals(EmailSet.of(1), store.find(JANE, WORD));
    Servers.openSearch().ask("PUT", settings, "{\"index.blocks.read_only_allow_delete\":null}");
    store.check();
    heals();
  }

  @Test
  void anIndexThatSomebodyDeletedIsMadeAnewUnderAnotherName() throws IOException {
    String generation = store.generation();
    Servers.openSearch().ask("DELETE", "/" + config.index().name(), "");
    assertThrows(StoreException.Unavailable.class, () -> store.index(documents(2, 1)));
    assertThrows(StoreException.Unavailable.class, () -> store.find(JANE, WORD));
    assertThrows(StoreException.Unavailable.class, store::check);
    assertTrue(!generation.equals(store.generation()), "it tells that it lost all");
    assertEquals(EmailSet.NONE, store.find(JANE, new SearchQuery.All()));
    store.index(documents(2, 1));
    assertEquals(EmailSet.of(2), store.find(JANE, WORD));
  }

  @Test
  void healthTellsAndHealsAndNobodyWaitsMeanwhile() {
    var watch = new StoreWatch("words", store::check, Events.none(), HOUR);
    var observed = new ObservedSearch(store, watch, Events.none(), HOUR);
    watch.check();
    assertEquals(new StoreState.Open(), watch.state());
    proxy.set(new Fault.Delay(HOUR));
    watch.check();
    assertTrue(
        watch.state() instanceof StoreState.Failing(var reason) && reason.contains("no answer"),
        () -> "" + watch.state());
    int befallen = proxy.befallen();
    assertThrows(StoreException.Unavailable.class, () -> observed.find(JANE, WORD));
    assertThrows(StoreException.Unavailable.class, () -> observed.index(documents(2, 1)));
    assertEquals(befallen, proxy.befallen(), "nobody asked");
    proxy.set(new Fault.None());
    watch.check();
    assertEquals(EmailSet.of(1), observed.find(JANE, WORD));
  }

  private void fails(Fault fault, String reason) {
    proxy.set(fault);
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> store.index(documents(2, 3)));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    assertThrows(StoreException.Unavailable.class, () -> store.find(JANE, WORD));
    assertThrows(
        StoreException.Unavailable.class, () -> store.remove(JANE, List.of(new EmailId(99))));
    assertThrows(StoreException.Unavailable.class, store::generation);
    heals();
  }

  private void heals() {
    proxy.set(new Fault.None());
    store.index(documents(1, 4));
    assertEquals(EmailSet.of(1, 2, 3, 4), store.find(JANE, WORD));
  }

  /// Documents of some kilobytes each.
  static List<SearchDocument> documents(long first, int count) {
    List<SearchToken> text = new ArrayList<>();
    text.add(SearchToken.of("word"));
    for (int i = 0; i < 300; i++) {
      text.add(SearchToken.of("filler" + i));
    }
    List<SearchDocument> documents = new ArrayList<>();
    for (long email = first; email < first + count; email++) {
      documents.add(
          new SearchDocument(
              JANE, new EmailId(email), "en", Map.of(SearchField.BODY, List.of(text))));
    }
    return documents;
  }

  private static ElasticsearchConfig impatient(ElasticsearchConfig config) {
    URI url = config.place().nodes().getFirst();
    return new ElasticsearchConfig(
        config.id(),
        new ElasticsearchConfig.Place("urls", List.of(url), new ServerTrust.Usual()),
        config.login(),
        new ElasticsearchConfig.Exchange(
            Duration.ofSeconds(5), 2, Duration.ofMillis(10), Duration.ofMillis(50), 10),
        config.bulk(),
        config.index());
  }
}
