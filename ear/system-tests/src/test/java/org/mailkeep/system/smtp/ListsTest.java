package org.mailkeep.system.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mailkeep.launcher.Json;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;
import org.mailkeep.system.Outcome;

/// Mail to what is more, or less, than one account.
@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class ListsTest {
  private static Clients clients;

  @BeforeAll
  static void makeEntries(MailServer server) throws IOException, InterruptedException {
    clients = Clients.on(server, "lists.example");
    launcher("list", "create", "news@lists.example", "--owner", "joe@lists.example");
    launcher("list", "member", "add", "news@lists.example", "jane@lists.example");
    launcher("list", "member", "add", "news@lists.example", "x@far.example", "--external");
    launcher("group", "create", "team@lists.example", "--member", "jane@lists.example");
    launcher("domain", "create", "alias.example", "--alias-of", "lists.example");
  }

  @Test
  void aListSendsToAllItsMembersWhereverTheyAre() throws IOException, InterruptedException {
    send("smtp", "news@lists.example", "posting");
    String received = clients.await("jane", "posting");
    assertTrue(received.contains("Return-Path: <joe@lists.example>"), received);
    assertTrue(received.contains("List-Id: <news.lists.example>"), received);
    assertTrue(received.contains("Delivered-To: news@lists.example"), received);
    awaitOutside();
  }

  /// The member elsewhere is written to in the owner's name: without DNS it waits in the queue, and
  /// with DNS, where there is no such domain, the owner is told.
  private static void awaitOutside() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      Json queued = call("GET", "/api/queue/messages?to=x@far.example").member("data");
      for (Json message : queued.member("items").items()) {
        assertEquals("joe@lists.example", message.member("from").text(), queued.json());
        String path = "/api/queue/messages/" + message.member("id").text();
        int status = clients.server().api().send("DELETE", path, "").statusCode();
        assertTrue(status / 100 == 2 || status == 404, "it may have failed by itself: " + status);
        return;
      }
      if (!clients.search("joe", "far.example").isEmpty()) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("nothing has gone to x@far.example");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void aListTakesMailByLmtpToo() throws IOException, InterruptedException {
    clients
        .swaks(
            "lmtp", "news@alias.example", "--protocol", "LMTP", "--header", "Subject: lmtpposting")
        .success();
    assertTrue(clients.await("jane", "lmtpposting").contains("List-Id: <news.lists.example>"));
  }

  @Test
  void mailForAGroupIsTheGroups() throws IOException, InterruptedException {
    send("smtp", "team@lists.example", "grouped");
    await("team@lists.example", 1);
  }

  @Test
  void mailForAnAliasOfADomainIsMailForTheDomain() throws IOException, InterruptedException {
    send("smtp", "jane+x@alias.example", "aliased");
    clients.await("jane", "aliased");
    Outcome refused = clients.swaks("smtp", "nobody@alias.example");
    assertTrue(refused.output().contains("550 5.1.1"), refused.output());
  }

  @Test
  void aDisabledAccountKeepsItsMailAndADisabledListTakesNone()
      throws IOException, InterruptedException {
    clients.server().api().createAccount("away@lists.example", Clients.PASSWORD);
    launcher("account", "update", "away@lists.example", "--disable");
    send("smtp", "away@lists.example", "kept");
    await("away@lists.example", 1);
    launcher("list", "create", "shut@lists.example", "--member", "jane@lists.example");
    launcher("list", "update", "shut@lists.example", "--disable");
    Outcome refused = clients.swaks("smtp", "shut@lists.example");
    assertTrue(refused.output().contains("550 5.1.1"), refused.output());
  }

  @Test
  void thePostmasterIsReachedWithADomainAndWithout() throws IOException, InterruptedException {
    long before = messages("admin");
    send("smtp", "postmaster", "bare");
    send("smtp", "Postmaster@lists.example", "withdomain");
    await("admin", before + 2);
  }

  private static void send(String listener, String to, String subject)
      throws IOException, InterruptedException {
    clients.swaks(listener, to, "--header", "Subject: " + subject).success();
  }

  private static void await(String name, long messages) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (messages(name) < messages) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(name + " has " + messages(name));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long messages(String name) throws IOException, InterruptedException {
    Json entry = call("GET", "/api/principal/" + name).member("data");
    return Long.parseLong(entry.member("usedMessages").text());
  }

  private static Json call(String method, String path) throws IOException, InterruptedException {
    return Json.parse(clients.server().api().call(method, path, ""));
  }

  private static void launcher(String... line) throws IOException, InterruptedException {
    clients.server().launcher(line).success();
  }
}
