package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.servers.ElasticsearchServer;
import org.mailkeep.store.servers.SearchServer;
import org.mailkeep.store.servers.TestAuthority;

/// What opening makes, finds, and refuses.
@Tag("servers")
final class OpeningTest {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  @Test
  void theIndexIsAsTheSettingsSay() throws IOException {
    SearchServer server = Servers.openSearch();
    ElasticsearchConfig config = Servers.config(server.url());
    Servers.open(config).close();
    String name = config.index().name();
    String settings = server.ask("GET", "/" + name + "/_settings", "");
    assertTrue(settings.contains("\"number_of_shards\":\"2\""), settings);
    assertTrue(settings.contains("\"number_of_replicas\":\"0\""), settings);
    Servers.open(with(config, new ElasticsearchConfig.Index(name, 1, 1))).close();
    settings = server.ask("GET", "/" + name + "/_settings", "");
    assertTrue(settings.contains("\"number_of_shards\":\"2\""), settings);
    assertTrue(settings.contains("\"number_of_replicas\":\"1\""), settings);
    server.ask("DELETE", "/" + name, "");
  }

  @Test
  void nodesThatOpenAtOnceMakeOneIndex() throws Exception {
    ElasticsearchConfig config = Servers.config(Servers.elasticsearch().url());
    Callable<String> opening =
        () -> {
          try (var store = Servers.open(config)) {
            return store.generation();
          }
        };
    Set<String> generations = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> each : threads.invokeAll(Collections.nCopies(4, opening))) {
        generations.add(each.get());
      }
    }
    assertEquals(1, generations.size());
  }

  @Test
  void anIndexOfALaterVersionIsRefusedWithWords() throws IOException {
    SearchServer server = Servers.openSearch();
    ElasticsearchConfig config = Servers.config(server.url());
    Servers.open(config).close();
    server.ask(
        "PUT",
        "/" + config.index().name() + "/_mapping",
        "{\"_meta\":{\"mailkeep-format\":2,\"generation\":\"x\"}}");
    refused(config, "store.words.index.name: index `" + config.index().name() + "` has format 2");
  }

  @Test
  void anIndexOfSomebodyElseIsRefused() throws IOException {
    SearchServer server = Servers.elasticsearch();
    ElasticsearchConfig config = Servers.config(server.url());
    String name = config.index().name();
    server.ask("PUT", "/" + name, "{}");
    refused(config, "store.words.index.name: an index `" + name + "` is there that is not ours");
    server.ask("PUT", "/" + name + "/_alias/" + config.index().alias(), "");
    refused(config, "store.words.index.name: an index `" + name + "` is there that is not ours");
  }

  @Test
  void whatIsWrongAtTheStartIsNamed() {
    String url = Servers.elasticsearch().url();
    refused(
        Servers.config(url, new ElasticsearchConfig.Login("mail", "wrong"), "locked"),
        "store.words.password: security_exception");
    refused(
        Servers.config("http://127.0.0.1:1", Servers.LOGIN, "locked"),
        "store.words.urls: 127.0.0.1:1");
    refused(
        Servers.config(url.replace("http", "https"), Servers.LOGIN, "locked"),
        "store.words.urls: ");
  }

  @Test
  void aCertificateIsVerifiedUnlessAnyWillDo(@TempDir Path folder) throws IOException {
    String theirs = Files.readString(TestAuthority.in(folder).certificate());
    try (ElasticsearchServer server = ElasticsearchServer.startedWithTls()) {
      String url = server.url();
      ElasticsearchConfig config = Servers.config(url);
      String unknown = "its certificate is not trusted, unless tls.ca names its authority or ";
      isDistrusted(config, unknown);
      isDistrusted(trusting(config, url, authorities(theirs)), unknown);
      ServerTrust ours = authorities(server.authority());
      isDistrusted(
          trusting(config, url.replace("127.0.0.1", "localhost"), ours),
          "No name matching localhost found");
      try (var store = Servers.open(trusting(config, url, ours))) {
        store.check();
      }
      ElasticsearchConfig any = trusting(config, url, new ServerTrust.Anyone());
      try (var store = Servers.open(any)) {
        store.index(SearchFaultTest.documents(1, 1));
        assertNotEquals("", store.generation());
        server.admit(false);
        revoked(store);
        server.admit(true);
        serves(store);
      }
    }
  }

  private static ServerTrust authorities(String pem) {
    return new ServerTrust.Private(Authorities.of(pem));
  }

  private static void isDistrusted(ElasticsearchConfig config, String because) {
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> Servers.open(config).close());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("store.words.urls: "), message);
    assertTrue(message.contains(because), message);
  }

  private static ElasticsearchConfig trusting(
      ElasticsearchConfig config, String url, ServerTrust trust) {
    return new ElasticsearchConfig(
        config.id(),
        new ElasticsearchConfig.Place("urls", List.of(URI.create(url)), trust),
        config.login(),
        config.exchange(),
        config.bulk(),
        config.index());
  }

  private static void revoked(ElasticsearchStore store) {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        store.check();
      } catch (StoreException.Unavailable e) {
        assertTrue(
            String.valueOf(e.getMessage()).startsWith("store.words.password"), e.getMessage());
        return;
      }
      assertTrue(System.nanoTime() < end, "still let in");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static void serves(ElasticsearchStore store) {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        store.check();
        return;
      } catch (StoreException.Unavailable e) {
        assertTrue(System.nanoTime() < end, e.getMessage());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
  }

  private static ElasticsearchConfig with(
      ElasticsearchConfig config, ElasticsearchConfig.Index index) {
    return new ElasticsearchConfig(
        config.id(), config.place(), config.login(), config.exchange(), config.bulk(), index);
  }

  private static void refused(ElasticsearchConfig config, String words) {
    StoreException e =
        assertThrows(StoreException.Unavailable.class, () -> Servers.open(config).close());
    assertTrue(String.valueOf(e.getMessage()).startsWith(words), e.getMessage());
  }
}
