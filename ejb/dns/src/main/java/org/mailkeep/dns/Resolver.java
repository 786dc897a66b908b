package org.mailkeep.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.mailkeep.kernel.DomainName;

/// Asks the domain name system. Aliases are followed. Safe for many threads; each call may block
/// for the configured time-out and attempts.
public interface Resolver {
  /// Who takes mail for a domain, in no particular order (RFC 5321 §5.1, RFC 7505).
  Answer<Mx> mx(DomainName name);

  /// IPv4 addresses of a host.
  Answer<Inet4Address> ipv4(DomainName name);

  /// IPv6 addresses of a host.
  Answer<Inet6Address> ipv6(DomainName name);

  /// Texts; the strings of one record are put together (RFC 7208 §3.3).
  Answer<String> txt(DomainName name);

  /// Names of an address (RFC 1035 §3.5, RFC 3596 §2.5).
  Answer<DomainName> ptr(InetAddress address);

  /// Certificate associations (RFC 6698).
  ///
  /// @param name with its port and protocol, such as `_25._tcp.mx.example.org`
  Answer<Tlsa> tlsa(DomainName name);

  /// What a list of the domain name system says of something (RFC 5782): addresses when it is on
  /// the list.
  ///
  /// @param name made of what is asked about and the list's zone, such as
  ///   `2.0.0.127.bl.example.org`
  default Answer<Inet4Address> listed(DomainName name) {
    return ipv4(name);
  }
}
