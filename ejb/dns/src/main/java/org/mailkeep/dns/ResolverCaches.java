package org.mailkeep.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;

/// Where a [CachedResolver] keeps its answers, a cache for each kind.
public record ResolverCaches(
    Cache<DomainName, DatedAnswer<Mx>> mx,
    Cache<DomainName, DatedAnswer<Inet4Address>> ipv4,
    Cache<DomainName, DatedAnswer<Inet6Address>> ipv6,
    Cache<DomainName, DatedAnswer<String>> txt,
    Cache<InetAddress, DatedAnswer<DomainName>> ptr,
    Cache<DomainName, DatedAnswer<Tlsa>> tlsa,
    Cache<DomainName, DatedAnswer<Inet4Address>> rbl) {}
