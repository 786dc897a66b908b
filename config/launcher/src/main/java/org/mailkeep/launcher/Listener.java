package org.mailkeep.launcher;

/// Something that listens.
///
/// @param id as in `server.listener.<id>`
/// @param protocol such as `smtp` or `http`
/// @param address where, without the port
/// @param port after the offset
/// @param encryption how it encrypts
record Listener(String id, String protocol, String address, int port, Encryption encryption) {

  /// How a listener encrypts.
  enum Encryption {
    /// Not at all.
    NONE,
    /// When the client asks for it.
    STARTTLS,
    /// From the first octet.
    IMPLICIT
  }

  /// Whether the application server listens here, not the adapter.
  boolean isHttp() {
    return protocol.equals("http") || protocol.equals("https");
  }

  /// Whether TLS begins at once.
  boolean implicitTls() {
    return encryption == Encryption.IMPLICIT;
  }

  /// For the operator: how it encrypts.
  String tls() {
    return switch (encryption) {
      case NONE -> "no";
      case STARTTLS -> isHttp() ? "no" : "STARTTLS";
      case IMPLICIT -> "implicit";
    };
  }

  /// Address and port, brackets around IPv6.
  String endpoint() {
    return host(address) + ":" + port;
  }

  /// The base address of an HTTP listener as a local client reaches it.
  String url() {
    String host =
        switch (address) {
          case "0.0.0.0", "::", "[::]" -> "localhost";
          default -> host(address);
        };
    return (implicitTls() ? "https://" : "http://") + host + ":" + port;
  }

  private static String host(String address) {
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
