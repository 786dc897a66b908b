package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.kernel.Authorities;
import org.mailkeep.kernel.ServerTrust;

/// A login that an instance keeps, in a file that only its owner reads.
///
/// @param server whose API it is for, which alone is shown the token
/// @param client as which it was made
record KeptLogin(String server, SignInClient client, Tokens tokens) {
  private static final String ANY_CERTIFICATE = "anyCertificate";
  private static final String AUTHORITIES = "authorities";

  /// The one of an instance.
  ///
  /// @throws Failure when the file cannot be understood
  static Optional<KeptLogin> of(InstanceFolder instance) throws IOException, Failure {
    Path file = instance.keptLogin();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(Json.parse(Files.readString(file, StandardCharsets.UTF_8))));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Failure.of(file + " is damaged", "config/mailkeep login writes it anew");
    }
  }

  private static KeptLogin read(Json json) {
    Json client = json.member("client");
    String expires = json.member("expires").text();
    return new KeptLogin(
        json.member("server").text(),
        new SignInClient(
            client.member("issuer").text(),
            client.member("name").text(),
            client.member("secret").text(),
            client.member("scope").text(),
            new SignInClient.Trust(
                client.member("plain").equals(Json.of(true)), certificates(client))),
        new Tokens(
            json.member("access").text(),
            json.member("refresh").text(),
            expires.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(expires))));
  }

  private static ServerTrust certificates(Json client) {
    if (client.member(ANY_CERTIFICATE).equals(Json.of(true))) {
      return new ServerTrust.Anyone();
    }
    String pem = client.member(AUTHORITIES).text();
    return pem.isEmpty() ? new ServerTrust.Usual() : new ServerTrust.Private(Authorities.of(pem));
  }

  /// Keeps it, in place of what was kept. Whoever reads meanwhile sees the one or the other.
  void keep(InstanceFolder instance) throws IOException {
    instance.create();
    Path fresh = Files.createTempFile(instance.home(), ".login", ".new"); // mode 0600
    try {
      Files.writeString(fresh, json().json() + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, instance.keptLogin(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Json json() {
    Map<String, Json> whose = new LinkedHashMap<>();
    whose.put("issuer", Json.of(client.issuer()));
    whose.put("name", Json.of(client.name()));
    whose.put("secret", Json.of(client.secret()));
    whose.put("scope", Json.of(client.scope()));
    whose.put("plain", Json.of(client.trust().plain()));
    ServerTrust trust = client.trust().certificates();
    whose.put(ANY_CERTIFICATE, Json.of(trust instanceof ServerTrust.Anyone));
    if (trust instanceof ServerTrust.Private(var authorities)) {
      whose.put(AUTHORITIES, Json.of(authorities.pem()));
    }
    Map<String, Json> all = new LinkedHashMap<>();
    all.put("server", Json.of(server));
    all.put("client", new Json.Members(whose));
    all.put("access", Json.of(tokens.access()));
    all.put("refresh", Json.of(tokens.refresh()));
    tokens.expires().ifPresent(end -> all.put("expires", Json.of(end.toString())));
    return new Json.Members(all);
  }

  KeptLogin with(Tokens other) {
    return new KeptLogin(server, client, other);
  }
}
