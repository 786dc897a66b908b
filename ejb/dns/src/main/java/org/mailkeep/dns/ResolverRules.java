package org.mailkeep.dns;

import java.time.Duration;
import java.util.List;

/// How name servers are asked.
///
/// @param servers at least one, the best first
/// @param timeout how long one answer is waited for
/// @param attempts how often all servers are asked
/// @param concurrency how many servers are asked at once
/// @param tcpOnError whether a server that fails by UDP is asked by TCP
/// @param edns whether larger answers are asked for (RFC 6891)
public record ResolverRules(
    List<NameServer> servers,
    Duration timeout,
    int attempts,
    int concurrency,
    boolean tcpOnError,
    boolean edns) {
  public ResolverRules {
    servers = List.copyOf(servers);
    if (servers.isEmpty() || attempts < 1 || concurrency < 1) {
      throw new IllegalArgumentException("no name server, attempt or concurrency");
    }
  }
}
