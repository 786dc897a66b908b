package org.mailkeep.delivery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.dns.Answer;
import org.mailkeep.dns.Resolver;
import org.mailkeep.kernel.DomainName;

/// Finds the addresses of hosts.
record HostAddresses(Resolver resolver, OutboundRules rules) {
  Host find(DomainName name) {
    var addresses = new ArrayList<InetAddress>();
    var trouble = new ArrayList<String>();
    for (Kind kind : kinds()) {
      if (addresses.size() < rules.limits().multihomed()) {
        Answer<? extends InetAddress> answer =
            switch (kind) {
              case IPV4 -> resolver.ipv4(name);
              case IPV6 -> resolver.ipv6(name);
            };
        addresses.addAll(answer.values());
        if (answer instanceof Answer.Temporary<? extends InetAddress>(String reason)) {
          trouble.add(reason);
        }
      }
    }
    List<InetAddress> some =
        addresses.subList(0, Math.min(addresses.size(), rules.limits().multihomed()));
    return new Host(name.ascii(), some, some.isEmpty() ? String.join("; ", trouble) : "");
  }

  /// A host that the configuration names: by address or by name.
  Host find(String nameOrAddress) {
    String literal = nameOrAddress.replaceAll("^\\[|]$", "");
    try {
      return new Host(literal, List.of(InetAddress.ofLiteral(literal)), "");
    } catch (IllegalArgumentException _) {
      return DomainName.parse(nameOrAddress)
          .map(this::find)
          .orElse(new Host(nameOrAddress, List.of(), "not a host name"));
    }
  }

  private enum Kind {
    IPV4,
    IPV6
  }

  private List<Kind> kinds() {
    return switch (rules.addresses().strategy()) {
      case IPV4_THEN_IPV6 -> List.of(Kind.IPV4, Kind.IPV6);
      case IPV6_THEN_IPV4 -> List.of(Kind.IPV6, Kind.IPV4);
      case IPV4_ONLY -> List.of(Kind.IPV4);
      case IPV6_ONLY -> List.of(Kind.IPV6);
    };
  }
}
