package org.mailkeep.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailkeep.dns.ScriptedServer.answer;
import static org.mailkeep.dns.ScriptedServer.record;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

final class DnsResolverTest {
  private static final DomainName ORG = DomainName.of("example.org");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScriptedServer server = new ScriptedServer();
  private final ScriptedServer second = new ScriptedServer();

  @AfterEach
  void close() {
    server.close();
    second.close();
  }

  @Test
  void mailExchangersComeWithTheirPreference() {
    says("example.org. 60 MX 10 mx1.example.org.", "example.org. 300 MX 5 mx2.example.org.");
    assertEquals(
        new Answer.Records<>(
            List.of(
                new Mx(10, DomainName.of("mx1.example.org")),
                new Mx(5, DomainName.of("mx2.example.org"))),
            false,
            MINUTE),
        resolver().mx(ORG));
    assertEquals(List.of("udp example.org. MX"), server.asked());
  }

  @Test
  void nullMxIsTold() {
    says("example.org. 60 MX 0 .");
    assertEquals(List.of(new Mx(0, null)), resolver().mx(ORG).values());
  }

  @Test
  void addressesOfBothKinds() throws Exception {
    says("example.org. 60 A 192.0.2.1");
    assertEquals(List.of(InetAddress.ofLiteral("192.0.2.1")), resolver().ipv4(ORG).values());
    says("example.org. 60 AAAA 2001:db8::1");
    assertEquals(List.of(InetAddress.ofLiteral("2001:db8::1")), resolver().ipv6(ORG).values());
  }

  @Test
  void namesOfAddresses() {
    says("1.2.0.192.in-addr.arpa. 60 PTR mx.example.org.");
    assertEquals(
        List.of(DomainName.of("mx.example.org")),
        resolver().ptr(InetAddress.ofLiteral("192.0.2.1")).values());
  }

  @Test
  void textsArePutTogether() {
    says("example.org. 60 TXT \"v=spf1 \" \"-all\"");
    assertEquals(List.of("v=spf1 -all"), resolver().txt(ORG).values());
  }

  @Test
  void certificateAssociations() {
    says("_25._tcp.mx.example.org. 60 TLSA 3 1 1 00ff");
    DomainName name = DomainName.of("_25._tcp.mx.example.org");
    assertEquals("3 1 1 00ff", resolver().tlsa(name).values().getFirst().toString());
  }

  @Test
  void aliasesInTheAnswerAreFollowed() {
    says(
        "example.org. 30 CNAME a.example.org.",
        "a.example.org. 90 CNAME b.example.org.",
        "b.example.org. 60 A 192.0.2.1");
    assertEquals(
        new Answer.Records<>(
            List.of(InetAddress.ofLiteral("192.0.2.1")),
            false,
            Duration.ofSeconds(30),
            List.of(DomainName.of("a.example.org"), DomainName.of("b.example.org"))),
        resolver().ipv4(ORG));
  }

  @Test
  void aliasesThatTheServerDoesNotFollowAreAskedFor() {
    server.udp(query ->
        List.of(
            query.getQuestion().getName().toString().equals("example.org.")
                ? answer(query, "example.org. 30 CNAME b.example.org.")
                : answer(query, "b.example.org. 60 A 192.0.2.1")));
    assertEquals(1, resolver().ipv4(ORG).values().size());
    assertEquals(List.of("udp example.org. A", "udp b.example.org. A"), server.asked());
  }

  @Test
  void aliasesAreNotToldWhenNobodyWantsThem() {
    says("example.org. 30 CNAME a.example.org.", "a.example.org. 90 A 192.0.2.1");
    var resolver =
        new DnsResolver(
            rules(1, false, server),
            new AnswerRules(false, Optional.empty()),
            Chance.secure(),
            Thread.ofVirtual().factory());
    var records = assertInstanceOf(Answer.Records.class, resolver.ipv4(ORG));
    assertEquals(List.of(), records.aliases());
  }

  @Test
  void aCircleOfAliasesEnds() {
    server.udp(query -> {
      String name = query.getQuestion().getName().toString();
      String other = name.equals("example.org.") ? "b.example.org." : "example.org.";
      return List.of(answer(query, name + " 30 CNAME " + other));
    });
    assertInstanceOf(Answer.Temporary.class, resolver().ipv4(ORG));
  }

  @Test
  void noIsGoodForAsLongAsTheZoneSays() {
    server.udp(query -> List.of(no(query, Rcode.NXDOMAIN)));
    assertEquals(new Answer.NxDomain<Mx>(Duration.ofMinutes(2)), resolver().mx(ORG));
    server.udp(query -> List.of(no(query, Rcode.NOERROR)));
    assertEquals(new Answer.NoData<Mx>(Duration.ofMinutes(2)), resolver().mx(ORG));
    server.udp(query -> List.of(answer(query)));
    assertEquals(new Answer.NoData<Mx>(MINUTE), resolver().mx(ORG));
  }

  @Test
  void whatIsTruncatedComesByTcp() {
    server.udp(query -> {
      Message answer = answer(query);
      answer.getHeader().setFlag(Flags.TC);
      return List.of(answer);
    });
    server.tcp(query -> List.of(answer(query, "example.org. 60 A 192.0.2.1")));
    assertEquals(1, resolver().ipv4(ORG).values().size());
    assertEquals(List.of("udp example.org. A", "tcp example.org. A"), server.asked());
  }

  @Test
  void forgedAnswersArePassedOver() {
    server.udp(query -> {
      Message otherId = answer(query, "example.org. 60 A 203.0.113.1");
      otherId.getHeader().setID(query.getHeader().getID() ^ 1);
      Message otherName = new Message(query.getHeader().getID());
      otherName.getHeader().setFlag(Flags.QR);
      otherName.addRecord(record("evil.example. 60 A 203.0.113.1"), Section.QUESTION);
      Message noAnswer = answer(query, "example.org. 60 A 203.0.113.1");
      noAnswer.getHeader().unsetFlag(Flags.QR);
      return List.of(otherId, otherName, noAnswer, answer(query, "example.org. 60 A 192.0.2.1"));
    });
    assertEquals(List.of(InetAddress.ofLiteral("192.0.2.1")), resolver().ipv4(ORG).values());
  }

  @Test
  void recordsOfOtherNamesInTheAnswerAreNotTaken() {
    says("evil.example. 60 A 203.0.113.1");
    assertInstanceOf(Answer.NoData.class, resolver().ipv4(ORG));
  }

  @Test
  void authenticityIsTold() {
    server.udp(query -> {
      Message answer = answer(query, "example.org. 60 A 192.0.2.1");
      answer.getHeader().setFlag(Flags.AD);
      return List.of(answer);
    });
    var records = assertInstanceOf(Answer.Records.class, resolver().ipv4(ORG));
    assertTrue(records.authentic());
  }

  @Test
  void aServerThatFailsIsAskedByTcpAndThenTheNext() {
    server.udp(query -> List.of(failure(query))).tcp(query -> List.of(failure(query)));
    second.udp(query -> List.of(answer(query, "example.org. 60 A 192.0.2.1")));
    var rules = rules(1, true, server, second);
    assertEquals(1, resolver(rules).ipv4(ORG).values().size());
    assertEquals(List.of("udp example.org. A", "tcp example.org. A"), server.asked());
  }

  @Test
  void serversAreAskedAtOnceAndTheFirstAnswerCounts() {
    server.udp(_ -> List.of());
    second.udp(query -> List.of(answer(query, "example.org. 60 A 192.0.2.1")));
    var rules =
        new ResolverRules(servers(server, second), Duration.ofSeconds(20), 1, 2, false, true);
    assertEquals(1, resolver(rules).ipv4(ORG).values().size());
  }

  @Test
  void silenceIsATemporaryFailureAfterAllAttempts() {
    server.udp(_ -> List.of());
    second.udp(query -> List.of(failure(query)));
    var answer = resolver(rules(1, false, server, second)).mx(ORG);
    String reason = assertInstanceOf(Answer.Temporary.class, answer).reason();
    assertTrue(reason.contains("timed out"), reason);
    assertTrue(reason.contains("answers SERVFAIL"), reason);
    assertEquals(2, server.asked().size());
  }

  @Test
  void tcpAloneWorks() {
    server.tcp(query -> List.of(answer(query, "example.org. 60 A 192.0.2.1")));
    var only =
        new ResolverRules(
            List.of(server.name(NameServer.Transport.TCP)),
            Duration.ofSeconds(5),
            1,
            1,
            false,
            false);
    assertEquals(1, resolver(only).ipv4(ORG).values().size());
    assertEquals(List.of("tcp example.org. A"), server.asked());
  }

  private void says(String... records) {
    server.udp(query -> List.of(answer(query, records)));
  }

  private static Message no(Message query, int code) {
    Message answer = answer(query);
    answer.getHeader().setRcode(code);
    answer.addRecord(
        record("example.org. 600 SOA ns1.example.org. host.example.org. 1 3600 600 86400 120"),
        Section.AUTHORITY);
    return answer;
  }

  private static Message failure(Message query) {
    Message answer = answer(query);
    answer.getHeader().setRcode(Rcode.SERVFAIL);
    return answer;
  }

  private Resolver resolver() {
    return resolver(new ResolverRules(servers(server), Duration.ofSeconds(5), 1, 1, false, true));
  }

  private static Resolver resolver(ResolverRules rules) {
    return new DnsResolver(
        rules,
        new AnswerRules(true, Optional.empty()),
        Chance.secure(),
        Thread.ofVirtual().factory());
  }

  private static ResolverRules rules(
      int concurrency, boolean tcpOnError, ScriptedServer... servers) {
    return new ResolverRules(
        servers(servers), Duration.ofMillis(50), 2, concurrency, tcpOnError, true);
  }

  private static List<NameServer> servers(ScriptedServer... servers) {
    return Arrays.stream(servers).map(one -> one.name(NameServer.Transport.UDP)).toList();
  }
}
