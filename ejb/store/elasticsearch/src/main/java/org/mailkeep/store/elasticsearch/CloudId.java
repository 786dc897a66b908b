package org.mailkeep.store.elasticsearch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What Elastic's cloud calls a deployment: a name, a colon, and in Base64 the host of its region,
/// with or without a port, and the names of its parts, with dollar signs between; Elasticsearch is
/// the first part.
final class CloudId {
  private CloudId() {}

  /// Where its Elasticsearch is; empty when it is no such id.
  static Optional<URI> url(String id) {
    try {
      byte[] octets = Base64.getDecoder().decode(id.substring(id.lastIndexOf(':') + 1).strip());
      String[] parts = new String(octets, StandardCharsets.UTF_8).split("\\$", -1);
      if (parts.length < 2 || parts[1].isEmpty()) {
        return Optional.empty();
      }
      int colon = parts[0].indexOf(':');
      String host = colon < 0 ? parts[0] : parts[0].substring(0, colon);
      String port = colon < 0 ? ":443" : parts[0].substring(colon);
      var url = new URI("https://" + parts[1] + "." + host + port);
      return url.getHost() == null ? Optional.empty() : Optional.of(url);
    } catch (IllegalArgumentException | URISyntaxException e) {
      return Optional.empty();
    }
  }
}
