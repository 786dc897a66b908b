package org.mailkeep.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// A network in CIDR notation: an address and how many of its leading bits count. An IPv4 address
/// mapped into IPv6 counts as the IPv4 address.
///
/// @param base the network's address; bits beyond the prefix are ignored
/// @param prefix leading bits that count: 0-32 for IPv4, 0-128 for IPv6
public record IpNetwork(InetAddress base, int prefix) {

  /// Refuses a prefix longer than the address.
  public IpNetwork {
    if (prefix < 0 || prefix > base.getAddress().length * 8) {
      throw new IllegalArgumentException(base + "/" + prefix);
    }
  }

  /// Reads `10.0.0.0/8`, `2001:db8::/32`, or one address; never asks DNS. Empty when it is neither.
  public static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      var base = InetAddress.ofLiteral(address);
      int most = base.getAddress().length * 8;
      int prefix = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return prefix >= 0 && prefix <= most
          ? Optional.of(new IpNetwork(base, prefix))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The same network, its address without the bits that do not count: equal for all that contain
  /// the same addresses.
  public IpNetwork masked() {
    byte[] octets = base.getAddress();
    for (int i = 0; i < octets.length; i++) {
      int bits = Math.clamp(prefix - i * 8L, 0, 8);
      octets[i] &= (byte) (0xff << (8 - bits));
    }
    try {
      return new IpNetwork(InetAddress.getByAddress(octets), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the address lies in this network.
  public boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (ours[i] != theirs[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >> (8 - rest) == 0;
  }

  @Override
  public String toString() {
    boolean single = prefix == base.getAddress().length * 8;
    return single ? base.getHostAddress() : base.getHostAddress() + "/" + prefix;
  }
}
