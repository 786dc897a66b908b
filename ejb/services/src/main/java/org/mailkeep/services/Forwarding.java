package org.mailkeep.services;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailkeep.settings.Configuration;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.settings.Setting;
import org.mailkeep.wire.transport.TlsSettings;

/// Who sends a request that proxies pass on: what they write into `X-Forwarded-For` or `Forwarded`
/// (RFC 7239 §5.2), read from the nearest hop on, as far as it was written by proxies that are
/// trusted. What others write is never believed.
///
/// A proxy often writes one of the two and passes on what its client wrote into the other. So when
/// both are there and differ, nobody knows where the request comes from.
///
/// @param proxies that are trusted; none when nothing is to be believed
public record Forwarding(List<IpNetwork> proxies) {
  /// Whether proxies are asked.
  public static final Setting<Boolean> USE =
      Setting.bool("server.http.use-x-forwarded")
          .formerly("jmap.rate-limit.use-forwarded")
          .or(false)
          .says(
              "Whether a request over HTTP from `server.proxy.trusted-networks` comes from whom"
                  + " `X-Forwarded-For` or `Forwarded` (RFC 7239) tell: needed behind a proxy, so"
                  + " that failed logins are counted for whoever sends them. Each proxy there has"
                  + " to add the address of its client. Listeners for mail expect a PROXY header"
                  + " from there, unless `server.listener.<id>.proxy.trusted-networks` of theirs"
                  + " says otherwise.");

  /// Believes nobody.
  static final Forwarding NONE = new Forwarding(List.of());

  /// Hops that a request may have taken.
  static final int MOST_HOPS = 50;

  /// Where a request comes from when a proxy does not say so, an address that nobody has: nobody
  /// logs in from there by a password or a token.
  static final InetAddress NOWHERE = InetAddress.ofLiteral("0.0.0.0");

  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern IPV6_IN_BRACKETS =
      Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](?::\\d{1,5})?");

  public Forwarding {
    proxies = List.copyOf(proxies);
  }

  /// As the settings say.
  static Forwarding of(Configuration configuration) {
    return configuration.get(USE) ? new Forwarding(configuration.get(TlsSettings.PROXIES)) : NONE;
  }

  /// Who sends a request.
  ///
  /// @param peer at the other end of the connection
  /// @param xForwardedFor the header's lines
  /// @param forwarded the header's lines
  InetAddress client(InetAddress peer, List<String> xForwardedFor, List<String> forwarded) {
    if (!isProxy(peer) || (xForwardedFor.isEmpty() && forwarded.isEmpty())) {
      return peer;
    }
    if (forwarded.isEmpty()) {
      return client(peer, commonHops(String.join(",", xForwardedFor)));
    }
    InetAddress standard = client(peer, standardHops(String.join(",", forwarded)));
    return xForwardedFor.isEmpty()
            || standard.equals(client(peer, commonHops(String.join(",", xForwardedFor))))
        ? standard
        : NOWHERE;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(network -> network.contains(address));
  }

  /// The nearest that is no proxy of ours, or else the farthest. This machine is believed of this
  /// machine alone.
  private InetAddress client(InetAddress peer, List<Optional<InetAddress>> hops) {
    InetAddress client = peer;
    if (hops.size() > MOST_HOPS) {
      return NOWHERE;
    }
    for (Optional<InetAddress> hop : hops.reversed()) {
      if (hop.isEmpty()) {
        return NOWHERE;
      }
      if (hop.get().isLoopbackAddress() && !client.isLoopbackAddress()) {
        return NOWHERE;
      }
      client = hop.get();
      if (!isProxy(client)) {
        break;
      }
    }
    return client;
  }

  private static List<Optional<InetAddress>> commonHops(String list) {
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String hop : list.split(",", -1)) {
      if (!hop.isBlank()) {
        hops.add(address(hop.strip()));
      }
    }
    return hops;
  }

  /// Where a client leaves a quote open, what a proxy adds is in it: then nothing is to be made of
  /// the whole.
  private static List<Optional<InetAddress>> standardHops(String list) {
    if (list.contains("\\") || list.chars().filter(each -> each == '"').count() % 2 != 0) {
      return List.of(Optional.empty());
    }
    List<Optional<InetAddress>> hops = new ArrayList<>();
    for (String hop : parts(list, ',')) {
      if (!hop.isBlank()) {
        hops.add(standardHop(hop));
      }
    }
    return hops;
  }

  private static Optional<InetAddress> standardHop(String hop) {
    for (String pair : parts(hop, ';')) {
      String text = pair.strip();
      if (text.regionMatches(true, 0, "for=", 0, 4)) {
        String node = text.substring(4);
        boolean quoted = node.length() > 1 && node.startsWith("\"") && node.endsWith("\"");
        return address(quoted ? node.substring(1, node.length() - 1) : node);
      }
    }
    return Optional.empty();
  }

  /// Parts of a text, where the separator is not in quotes.
  private static List<String> parts(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (text.charAt(i) == separator && !quoted) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  /// An address, with or without a port (RFC 7239 §6); never asks DNS.
  private static Optional<InetAddress> address(String node) {
    var ipv4 = IPV4.matcher(node);
    var brackets = IPV6_IN_BRACKETS.matcher(node);
    String literal =
        ipv4.matches()
            ? ipv4.group(1)
            : brackets.matches() ? brackets.group(1) : IPV6.matcher(node).matches() ? node : "";
    try {
      return literal.isEmpty() || (!ipv4.matches() && !literal.contains(":"))
          ? Optional.empty()
          : Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
