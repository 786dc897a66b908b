package org.mailkeep.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks name servers. Follows aliases also where the server does not (RFC 1034 §5.3.3).
public final class DnsResolver implements Resolver {
  private static final int MOST_ALIASES = 8;

  /// How long "no" is good when the answer does not say (RFC 2308 §5).
  private static final Duration SHORT = Duration.ofMinutes(1);

  private final Questions questions;
  private final boolean aliases;

  /// @param chance makes the ids of queries
  /// @param threads makes threads that are cheap to start
  public DnsResolver(
      ResolverRules rules, AnswerRules answers, Chance chance, ThreadFactory threads) {
    var servers = new NameServers(rules, chance, threads);
    this.questions =
        answers
            .validation()
            .<Questions>map(how -> new Validator(servers, how, threads))
            .orElse(servers);
    this.aliases = answers.aliases();
  }

  @Override
  public Answer<Mx> mx(DomainName name) {
    return look(absolute(name), Type.MX, record -> record instanceof MXRecord mx ? mx(mx) : null);
  }

  @Override
  public Answer<Inet4Address> ipv4(DomainName name) {
    return look(
        absolute(name),
        Type.A,
        record ->
            record instanceof ARecord a && a.getAddress() instanceof Inet4Address found
                ? found
                : null);
  }

  @Override
  public Answer<Inet6Address> ipv6(DomainName name) {
    return look(
        absolute(name),
        Type.AAAA,
        record ->
            record instanceof AAAARecord a && a.getAddress() instanceof Inet6Address found
                ? found
                : null);
  }

  @Override
  public Answer<String> txt(DomainName name) {
    return look(
        absolute(name), Type.TXT, record -> record instanceof TXTRecord txt ? text(txt) : null);
  }

  @Override
  public Answer<DomainName> ptr(InetAddress address) {
    return look(
        ReverseMap.fromAddress(address),
        Type.PTR,
        record -> record instanceof PTRRecord ptr ? domain(ptr.getTarget()) : null);
  }

  @Override
  public Answer<Tlsa> tlsa(DomainName name) {
    return look(
        absolute(name),
        Type.TLSA,
        record ->
            record instanceof TLSARecord tlsa
                ? new Tlsa(
                    tlsa.getCertificateUsage(),
                    tlsa.getSelector(),
                    tlsa.getMatchingType(),
                    tlsa.getCertificateAssociationData())
                : null);
  }

  /// @param data the data of a record, or null when it is of no use
  private <T> Answer<T> look(Name name, int type, Function<Record, @Nullable T> data) {
    Name wanted = name;
    long ttl = Long.MAX_VALUE;
    boolean authentic = true;
    var passed = new ArrayList<DomainName>();
    try {
      for (int alias = 0; alias <= MOST_ALIASES; alias++) {
        Message message = questions.ask(wanted, type);
        authentic &= message.getHeader().getFlag(Flags.AD);
        Chain chain = Chain.follow(message, wanted, type);
        ttl = Math.min(ttl, chain.ttl());
        if (aliases) {
          chain.passed().stream()
              .map(DnsResolver::domain)
              .filter(Objects::nonNull)
              .forEach(passed::add);
        }
        if (!chain.records().isEmpty()) {
          return records(chain.records(), authentic, Duration.ofSeconds(ttl), passed, data);
        }
        if (chain.end().equals(wanted) || message.getRcode() == Rcode.NXDOMAIN) {
          return nothing(message, ttl);
        }
        wanted = chain.end();
      }
      return new Answer.Temporary<>(name + ": more than " + MOST_ALIASES + " aliases");
    } catch (IOException e) {
      return new Answer.Temporary<>(name + " " + Type.string(type) + ": " + e.getMessage());
    }
  }

  /// What an answer says after its aliases.
  ///
  /// @param end the last name of the chain
  /// @param records of the type that was asked for, at that name
  /// @param ttl the least of all, in seconds
  /// @param passed the names after the first
  private record Chain(Name end, List<Record> records, long ttl, List<Name> passed) {
    static Chain follow(Message message, Name start, int type) {
      List<Record> all = message.getSection(Section.ANSWER);
      Name name = start;
      long ttl = Long.MAX_VALUE;
      var passed = new ArrayList<Name>();
      for (int alias = 0; alias < MOST_ALIASES; alias++) {
        Name here = name;
        List<Record> found =
            all.stream().filter(r -> r.getType() == type && r.getName().equals(here)).toList();
        CNAMERecord next = alias(all, here);
        if (!found.isEmpty() || next == null) {
          long least = found.stream().mapToLong(Record::getTTL).min().orElse(Long.MAX_VALUE);
          return new Chain(here, found, Math.min(ttl, least), passed);
        }
        ttl = Math.min(ttl, next.getTTL());
        name = next.getTarget();
        passed.add(name);
      }
      return new Chain(name, List.of(), ttl, passed);
    }

    private static @Nullable CNAMERecord alias(List<Record> all, Name name) {
      for (Record record : all) {
        if (record instanceof CNAMERecord cname && cname.getName().equals(name)) {
          return cname;
        }
      }
      return null;
    }
  }

  private static <T> Answer<T> records(
      List<Record> records,
      boolean authentic,
      Duration ttl,
      List<DomainName> aliases,
      Function<Record, @Nullable T> data) {
    var values = new ArrayList<T>();
    for (Record record : records) {
      T value = data.apply(record);
      if (value != null) {
        values.add(value);
      }
    }
    return values.isEmpty()
        ? new Answer.NoData<>(ttl)
        : new Answer.Records<>(values, authentic, ttl, aliases);
  }

  /// "No" is good for as long as the SOA in the answer says (RFC 2308 §5).
  private static <T> Answer<T> nothing(Message message, long ttlOfAliases) {
    Duration ttl = SHORT;
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord soa) {
        ttl = Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum()));
      }
    }
    if (ttlOfAliases < ttl.toSeconds()) {
      ttl = Duration.ofSeconds(ttlOfAliases);
    }
    return message.getRcode() == Rcode.NXDOMAIN
        ? new Answer.NxDomain<>(ttl)
        : new Answer.NoData<>(ttl);
  }

  /// A name of the root is null MX; a target that is no host name is of no use.
  private static @Nullable Mx mx(MXRecord record) {
    if (record.getTarget().equals(Name.root)) {
      return new Mx(record.getPriority(), null);
    }
    DomainName exchange = domain(record.getTarget());
    return exchange == null ? null : new Mx(record.getPriority(), exchange);
  }

  private static String text(TXTRecord record) {
    var text = new StringBuilder();
    for (byte[] part : record.getStringsAsByteArrays()) {
      text.append(new String(part, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static @Nullable DomainName domain(Name name) {
    return DomainName.parse(name.toString(true)).orElse(null);
  }

  private static Name absolute(DomainName name) {
    try {
      return Name.fromString(name.ascii(), Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name.ascii(), e);
    }
  }
}
