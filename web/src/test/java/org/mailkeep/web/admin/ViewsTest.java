package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.AccountDetails;
import org.mailkeep.admin.FieldError;
import org.mailkeep.admin.NamedCaches;
import org.mailkeep.admin.Principals.Held;
import org.mailkeep.admin.Relations;
import org.mailkeep.admin.ServerStatus;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.Domain;
import org.mailkeep.directory.api.Page;
import org.mailkeep.directory.api.Principal;
import org.mailkeep.directory.api.PrincipalKind;
import org.mailkeep.directory.api.Roster;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.kernel.QueueId;
import org.mailkeep.queue.MailOptions;
import org.mailkeep.queue.QueueControl;
import org.mailkeep.queue.QueuedMessage;
import org.mailkeep.queue.QueuedRecipient;
import org.mailkeep.queue.Status;

class ViewsTest {
  private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aDomainIsShownInBothForms() {
    var domain = new Domain(DomainName.of("bücher.example"), "books", TIME, 3);
    assertEquals(
        """
        {"name":"xn--bcher-kva.example","unicode":"bücher.example","description":"books",\
        "addresses":3,"created":"2026-11-22T12:00:00Z"}\
        """,
        Views.domain(domain).toString());
  }

  @Test
  void anAccountIsShownWithoutItsSecrets() {
    var jane = Address.of("\"jane doe\"@example.org");
    var account =
        new Account(
            new AccountId(7),
            "jane",
            "Jane Doe",
            jane,
            Account.Quota.ofBytes(5),
            Set.of("user", "admin"),
            true);
    var claims =
        List.<Claim>of(new Claim.Exact(jane), new Claim.CatchAll(DomainName.of("example.org")));
    var details = new AccountDetails(new Principal(account, claims, 2, TIME), 4, 1);
    assertEquals(
        """
        {"id":7,"type":"individual","name":"jane","description":"Jane Doe",\
        "emails":["\\"jane doe\\"@example.org","@example.org"],"roles":["admin","user"],\
        "enabled":true,"secretCount":2,"usedQuota":4,"usedMessages":1,\
        "created":"2026-11-22T12:00:00Z","quota":5}\
        """,
        PrincipalViews.account(details).toString());
    var others = new Principal.Keeper.Others("ldap", true);
    var kept = new AccountDetails(new Principal(account, List.of(), 0, TIME, others), 0, 0);
    assertEquals("ldap", PrincipalViews.account(kept).getString("directory"));
    assertTrue(PrincipalViews.account(kept).getBoolean("gone"));
  }

  @Test
  void aListHasMembersAndNothingThatItDoesNotHave() {
    var address = Address.of("news@example.org");
    var account =
        new Account(
            new AccountId(8), "news", "News", address, Account.Quota.UNLIMITED, Set.of(), false);
    var standing =
        new Principal.Standing(
            PrincipalKind.LIST, true, new Roster(List.of(), Address.of("o@example.org")), 2);
    var details =
        new AccountDetails(
            new Principal(
                account,
                List.of(new Claim.Exact(address)),
                0,
                TIME,
                new Principal.Keeper.House(),
                standing),
            0,
            0,
            new Relations(List.of("jane"), List.of("x@example.net"), List.of()));
    assertEquals(
        """
        {"id":8,"type":"list","name":"news","description":"News","emails":["news@example.org"],\
        "enabled":true,"created":"2026-11-22T12:00:00Z","memberCount":2,"owner":"o@example.org",\
        "members":["jane"],"externalMembers":["x@example.net"]}\
        """,
        PrincipalViews.held(new Held.OfAccount(details)).toString());
  }

  @Test
  void aDomainThatIsAnAliasSaysOfWhich() {
    var domain = new Domain(DomainName.of("a.org"), "", TIME, 0, DomainName.of("b.org"));
    var shown = PrincipalViews.held(new Held.OfDomain(domain, "a.org"));
    assertEquals("b.org", shown.getString("aliasOf"));
    assertEquals("domain", shown.getString("type"));
    assertEquals("a.org", PrincipalViews.id(new Held.OfDomain(domain, "a.org")));
  }

  @Test
  void aMessageIsShownWithItsRecipients() {
    var waiting =
        new QueuedRecipient(
            Address.of("x@example.net"),
            QueuedRecipient.Phase.WAITING,
            2,
            TIME,
            TIME,
            new Status("4.4.1", "no answer", "mx.example.net"));
    var message =
        new QueuedMessage(
            new QueueId(33),
            null,
            BlobHash.of(new byte[BlobHash.LENGTH]),
            100,
            TIME,
            new AccountId(7),
            MailOptions.NONE,
            TIME,
            List.of(waiting));
    assertEquals(
        """
        {"items":[{"id":"11","from":"","size":100,"received":"2026-11-22T12:00:00Z",\
        "due":"2026-11-22T12:00:00Z","blob":"%s","recipients":[{"address":"x@example.net",\
        "status":"waiting","retries":2,"next":"2026-11-22T12:00:00Z",\
        "expires":"2026-11-22T12:00:00Z","last":{"code":"4.4.1","text":"no answer",\
        "remote":"mx.example.net"}}],"account":7}],"next":"11"}\
        """
            .formatted("0".repeat(64)),
        Views.messages(new QueueControl.Page(List.of(message), new QueueId(33))).toString());
  }

  @Test
  void theLastPageHasNoNext() {
    var page = new Page<Domain>(List.of(), 0, "");
    assertEquals("{\"items\":[],\"total\":0}", Views.page(page, Views::domain).toString());
    assertFalse(Views.messages(new QueueControl.Page(List.of(), null)).containsKey("next"));
  }

  @Test
  void aCacheIsShownWithItsHitRatio() {
    var cache =
        new NamedCaches.State(
            new Cache.Spec("login", 10, Duration.ofMinutes(5)), new Cache.Statistics(1, 3, 1, 0));
    var idle =
        new NamedCaches.State(new Cache.Spec("idle", 10, null), new Cache.Statistics(0, 0, 0, 0));
    assertEquals(
        """
        [{"name":"login","entries":1,"limit":10,"hits":3,"misses":1,"evictions":0,\
        "hitRatio":0.75,"timeToLive":300},{"name":"idle","entries":0,"limit":10,"hits":0,\
        "misses":0,"evictions":0,"hitRatio":0.0}]\
        """,
        Views.caches(List.of(cache, idle)).toString());
  }

  @Test
  void theServerIsShownWithListenersAndStores() {
    var status =
        new ServerStatus(
            "1.0",
            List.of("disk full"),
            List.of(new ServerStatus.Listener("imap", "imap", "127.0.0.1:143", false, "open", 2)),
            List.of(new ServerStatus.Store("rocksdb", "rocksdb", List.of("data"), "open")),
            new ServerStatus.Index(7, Duration.ofMinutes(2)));
    assertEquals(
        """
        {"version":"1.0","ready":false,"problems":["disk full"],"listeners":[{"id":"imap",\
        "protocol":"imap","address":"127.0.0.1:143","tls":false,"state":"open",\
        "connections":2}],"stores":[{"id":"rocksdb","type":"rocksdb","roles":["data"],\
        "state":"open"}],"index":{"waiting":7,"oldest":120}}\
        """,
        Views.status(status).toString());
  }

  @Test
  void aProblemSaysWhatIsWrong() {
    assertEquals(
        """
        {"type":"about:blank","title":"Not Found","status":404,"detail":"there is no x"}\
        """,
        Problem.of(404, "there is no x").json().toString());
    assertEquals(
        """
        {"type":"about:blank","title":"Unprocessable Content","status":422,\
        "detail":"/quota must be set","errors":[{"pointer":"/quota","detail":"must be set"}]}\
        """,
        Problem.invalid(List.of(new FieldError("/quota", "must be set"))).json().toString());
  }
}
