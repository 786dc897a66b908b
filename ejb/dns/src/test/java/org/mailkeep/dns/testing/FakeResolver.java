package org.mailkeep.dns.testing;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailkeep.dns.Answer;
import org.mailkeep.dns.Mx;
import org.mailkeep.dns.Resolver;
import org.mailkeep.dns.Tlsa;
import org.mailkeep.kernel.DomainName;

/// Answers what a test put in; every other name is not there.
public final class FakeResolver implements Resolver {
  private static final Duration TTL = Duration.ofMinutes(5);

  private final Map<Object, List<Object>> records = new ConcurrentHashMap<>();
  private final Map<DomainName, String> failing = new ConcurrentHashMap<>();

  /// A name and its mail exchanger; `.` is null MX.
  public FakeResolver mx(String name, int preference, String exchange) {
    DomainName host = exchange.equals(".") ? null : DomainName.of(exchange);
    return add(new Key("mx", DomainName.of(name)), new Mx(preference, host));
  }

  /// A host and its address, IPv4 or IPv6.
  public FakeResolver host(String name, String address) {
    InetAddress literal = InetAddress.ofLiteral(address);
    String kind = literal instanceof Inet4Address ? "ipv4" : "ipv6";
    return add(new Key(kind, DomainName.of(name)), literal);
  }

  /// A name and its text.
  public FakeResolver txt(String name, String text) {
    return add(new Key("txt", DomainName.of(name)), text);
  }

  /// An address and its name.
  public FakeResolver ptr(String address, String name) {
    return add(InetAddress.ofLiteral(address), DomainName.of(name));
  }

  /// A name and its certificate association.
  public FakeResolver tlsa(String name, Tlsa association) {
    return add(new Key("tlsa", DomainName.of(name)), association);
  }

  /// Look-ups of a name fail for now.
  public FakeResolver failing(String name) {
    failing.put(DomainName.of(name), "no answer, as a test wants");
    return this;
  }

  private record Key(String kind, DomainName name) {}

  private FakeResolver add(Object key, Object value) {
    records.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public Answer<Mx> mx(DomainName name) {
    return answer("mx", name, Mx.class);
  }

  @Override
  public Answer<Inet4Address> ipv4(DomainName name) {
    return answer("ipv4", name, Inet4Address.class);
  }

  @Override
  public Answer<Inet6Address> ipv6(DomainName name) {
    return answer("ipv6", name, Inet6Address.class);
  }

  @Override
  public Answer<String> txt(DomainName name) {
    return answer("txt", name, String.class);
  }

  @Override
  public Answer<DomainName> ptr(InetAddress address) {
    List<Object> found = records.getOrDefault(address, List.of());
    return found.isEmpty()
        ? new Answer.NxDomain<>(TTL)
        : new Answer.Records<>(found.stream().map(DomainName.class::cast).toList(), false, TTL);
  }

  @Override
  public Answer<Tlsa> tlsa(DomainName name) {
    return answer("tlsa", name, Tlsa.class);
  }

  private <T> Answer<T> answer(String kind, DomainName name, Class<T> type) {
    String reason = failing.get(name);
    if (reason != null) {
      return new Answer.Temporary<>(reason);
    }
    List<Object> found = records.getOrDefault(new Key(kind, name), List.of());
    if (!found.isEmpty()) {
      return new Answer.Records<>(found.stream().map(type::cast).toList(), false, TTL);
    }
    boolean known =
        records.keySet().stream()
            .anyMatch(key -> key instanceof Key one && one.name().equals(name));
    return known ? new Answer.NoData<>(TTL) : new Answer.NxDomain<>(TTL);
  }
}
