package org.mailkeep.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.mailkeep.kernel.Chance;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Puts one question to the configured name servers until one of them answers it.
final class NameServers implements Questions {
  /// What passes unfragmented nearly everywhere (RFC 9715 §3.2).
  private static final int DATAGRAM = 1232;

  private final ResolverRules rules;
  private final Exchange exchange;
  private final Chance chance;
  private final ThreadFactory threads;

  NameServers(ResolverRules rules, Chance chance, ThreadFactory threads) {
    this.rules = rules;
    this.exchange = new Exchange(rules.timeout());
    this.chance = chance;
    this.threads = threads;
  }

  @Override
  public Message ask(Name name, int type) throws IOException {
    return put(query(name, type, false));
  }

  /// The same with what DNSSEC needs, unchecked by the name server (RFC 4035 §3.2.1, §3.2.2).
  Message askWithSignatures(Name name, int type) throws IOException {
    return put(query(name, type, true));
  }

  private Message put(Message query) throws IOException {
    var failures = new ArrayList<String>();
    for (int attempt = 0; attempt < rules.attempts(); attempt++) {
      for (int from = 0; from < rules.servers().size(); from += rules.concurrency()) {
        int to = Math.min(rules.servers().size(), from + rules.concurrency());
        List<NameServer> some = rules.servers().subList(from, to);
        try {
          return some.size() == 1 ? usable(some.getFirst(), query) : first(some, query);
        } catch (IOException e) {
          failures.add(String.valueOf(e.getMessage()));
        }
      }
    }
    throw new IOException(String.join("; ", failures.stream().distinct().toList()));
  }

  /// The first usable answer of several servers.
  private Message first(List<NameServer> servers, Message query) throws IOException {
    var failures = new ArrayList<String>();
    ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
    try {
      var answers = new ExecutorCompletionService<Message>(executor);
      servers.forEach(server -> answers.submit(() -> usable(server, query)));
      for (int i = 0; i < servers.size(); i++) {
        try {
          return answers.take().get();
        } catch (ExecutionException e) {
          failures.add(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
      }
      throw new IOException(String.join("; ", failures));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private Message usable(NameServer server, Message query) throws IOException {
    try {
      return checked(exchange.ask(server, query));
    } catch (IOException e) {
      boolean udp = server.transport() == NameServer.Transport.UDP;
      if (!udp || !rules.tcpOnError()) {
        throw new IOException(server + ": " + e.getMessage(), e);
      }
    }
    try {
      return checked(exchange.byTcp(server, query));
    } catch (IOException e) {
      throw new IOException(server + ": " + e.getMessage(), e);
    }
  }

  private static Message checked(Message answer) throws IOException {
    int code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new IOException("answers " + Rcode.string(code));
    }
    return answer;
  }

  private Message query(Name name, int type, boolean signatures) {
    var query = new Message();
    var header = new Header((int) (chance.number() & 0xffff));
    header.setFlag(Flags.RD);
    header.setFlag(Flags.AD); // "tell me whether it is authentic", RFC 6840 §5.7
    if (signatures) {
      header.setFlag(Flags.CD);
    }
    query.setHeader(header);
    query.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
    if (signatures) {
      query.addRecord(new OPTRecord(DATAGRAM, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    } else if (rules.edns()) {
      query.addRecord(new OPTRecord(DATAGRAM, 0, 0), Section.ADDITIONAL);
    }
    return query;
  }
}
