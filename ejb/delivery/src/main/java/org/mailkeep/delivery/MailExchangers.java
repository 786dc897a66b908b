package org.mailkeep.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailkeep.dns.Answer;
import org.mailkeep.dns.Mx;
import org.mailkeep.dns.Resolver;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.queue.Outcome;
import org.mailkeep.queue.Status;

/// Finds the hosts that take mail for a domain (RFC 5321 §5.1).
final class MailExchangers {
  private final Resolver resolver;
  private final Chance chance;

  MailExchangers(Resolver resolver, Chance chance) {
    this.resolver = resolver;
    this.chance = chance;
  }

  /// Hosts of one preference share the load by lot.
  private record Drawn(Mx mx, long lot) implements Comparable<Drawn> {
    private static final Comparator<Drawn> ORDER =
        Comparator.<Drawn>comparingInt(drawn -> drawn.mx().preference())
            .thenComparingLong(Drawn::lot);

    @Override
    public int compareTo(Drawn other) {
      return ORDER.compare(this, other);
    }
  }

  /// What is known of a domain's mail.
  sealed interface Found {
    /// Hosts, the best first.
    record Hosts(List<DomainName> names) implements Found {}

    /// None, for now or for ever.
    record None(Outcome outcome) implements Found {}
  }

  /// @param self our own name: hosts that are not better than we are would send mail back
  Found find(DomainName domain, DomainName self, int limit) {
    return switch (resolver.mx(domain)) {
      case Answer.Records<Mx>(List<Mx> records, _, Duration _, _) -> hosts(records, self, limit);
      case Answer.NoData<Mx> _ -> new Found.Hosts(List.of(domain)); // the implicit MX
      case Answer.NxDomain<Mx> _ -> never("5.1.2", "There is no domain " + domain);
      case Answer.Temporary<Mx>(String reason) ->
          new Found.None(
              new Outcome.Deferred(Status.ours("4.4.3", "No answer from DNS: " + reason)));
    };
  }

  private Found hosts(List<Mx> records, DomainName self, int limit) {
    if (records.size() == 1 && records.getFirst().exchange() == null) {
      return never("5.1.10", "The domain takes no mail (null MX)"); // RFC 7505 §4.2
    }
    int ours =
        records.stream()
            .filter(mx -> self.equals(mx.exchange()))
            .mapToInt(Mx::preference)
            .min()
            .orElse(Integer.MAX_VALUE);
    List<Drawn> better =
        records.stream()
            .filter(mx -> mx.preference() < ours)
            .map(mx -> new Drawn(mx, chance.number()))
            .sorted()
            .toList();
    if (better.isEmpty()) {
      return never("5.4.6", "Mail for the domain leads back to this server");
    }
    var names = new ArrayList<DomainName>();
    for (Drawn drawn : better) {
      DomainName name = drawn.mx().exchange();
      if (name != null && !names.contains(name) && names.size() < limit) {
        names.add(name);
      }
    }
    return names.isEmpty()
        ? never("5.4.4", "The domain's mail exchangers have no names")
        : new Found.Hosts(names);
  }

  private static Found never(String code, String text) {
    return new Found.None(new Outcome.Failed(Status.ours(code, text)));
  }
}
