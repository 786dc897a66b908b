package org.mailkeep.launcher;

/// Something that listens.
///
/// @param id as in `server.listener.<id>`
/// @param protocol such as `smtp` or `http`
/// @param address where, without the port
/// @param port after the offset
/// @param implicitTls whether TLS begins at once
record Listener(String id, String protocol, String address, int port, boolean implicitTls) {

  /// Whether the application server listens here, not the adapter.
  boolean isHttp() {
    return protocol.equals("http") || protocol.equals("https");
  }

  /// Address and port, brackets around IPv6.
  String endpoint() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /// The base address of an HTTP listener as a local client reaches it.
  String url() {
    String host =
        switch (address) {
          case "0.0.0.0", "::" -> "localhost";
          default -> address.contains(":") ? "[" + address + "]" : address;
        };
    return (implicitTls ? "https://" : "http://") + host + ":" + port;
  }
}
