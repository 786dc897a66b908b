package org.mailkeep.store.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// BIND, as Debian's packages `bind9` and `bind9-dnsutils` have it: it answers for the zones that a
/// test gives it and for nothing else.
public final class BindServer extends LocalServer {
  private static final String START =
      "$TTL 60\n@ SOA ns host ( 1 3600 600 86400 60 )\n@ NS ns\nns A 127.0.0.1\n";

  private static final Pattern SIGNATURE = Pattern.compile("(\\S)(\\S{7}=*)$");

  private final List<String> zones;

  private BindServer(Map<String, String> zones) throws IOException {
    super("bind");
    this.zones = List.copyOf(zones.keySet());
    for (Map.Entry<String, String> zone : zones.entrySet()) {
      Files.writeString(file(zone.getKey()), START + zone.getValue());
    }
    var configuration =
        new StringBuilder(
            """
            options {
              directory "%1$s"; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key";
              listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
              recursion no; dnssec-validation no; allow-transfer { none; };
            };
            controls { };
            """
                .formatted(folder(), port()));
    this.zones.forEach(zone ->
        configuration.append("zone \"%1$s\" { type primary; file \"%1$s\"; };\n".formatted(zone)));
    Files.writeString(folder().resolve("named.conf"), configuration);
  }

  /// One with these zones.
  ///
  /// @param zones records of each, as a zone file has them, without the SOA and NS records
  public static BindServer started(Map<String, String> zones) throws IOException {
    return started(zones, List.of());
  }

  /// One with these zones.
  ///
  /// @param signed those of them that have signatures for DNSSEC, with NSEC3
  public static BindServer started(Map<String, String> zones, List<String> signed)
      throws IOException {
    var server = new BindServer(zones);
    for (String zone : signed) {
      server.sign(zone);
    }
    server.start();
    return server;
  }

  /// The key of a signed zone, as a zone file has it: where proof may begin.
  public String anchor(String zone) throws IOException {
    return Files.readString(file("dsset-" + zone + "."));
  }

  /// Changes the signature of records. Takes effect at the next start.
  ///
  /// @param name whose records, with the dot of the root at its end
  /// @param type such as `MX`
  public void spoil(String zone, String name, String type) throws IOException {
    var lines = new ArrayList<String>();
    boolean found = false;
    for (String line : Files.readAllLines(file(zone))) {
      boolean meant = line.startsWith(name) && line.contains("RRSIG\t" + type + " ");
      found |= meant;
      lines.add(
          meant
              ? SIGNATURE
                  .matcher(line)
                  .replaceFirst(m -> (m.group(1).equals("A") ? "B" : "A") + m.group(2))
              : line);
    }
    if (!found) {
      throw new IOException("no signature of " + name + " " + type);
    }
    Files.write(file(zone), lines);
  }

  private void sign(String zone) throws IOException {
    List<String> key = List.of("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256");
    var ofKeys = new ArrayList<String>(key);
    ofKeys.addAll(List.of("-f", "KSK", zone));
    Ground.run(ofKeys, folder());
    var ofZone = new ArrayList<String>(key);
    ofZone.add(zone);
    Ground.run(ofZone, folder());
    List<String> sign = List.of("dnssec-signzone", "-q", "-S", "-3", "-", "-O", "full", "-o", zone);
    var line = new ArrayList<String>(sign);
    line.addAll(List.of("-f", zone + ".signed", zone));
    Ground.run(line, folder());
    Files.move(file(zone + ".signed"), file(zone), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(String name) {
    return folder().resolve(name);
  }

  @Override
  List<String> command() {
    return List.of("named", "-f", "-4", "-c", folder().resolve("named.conf").toString());
  }

  @Override
  Signals signals() {
    return new Signals("KILL", "TERM");
  }

  @Override
  boolean isReady(long pid) throws IOException {
    List<String> line =
        List.of("dig", "+short", "+time=1", "+tries=1", "@127.0.0.1", "-p" + port());
    var asked = new ArrayList<String>(line);
    asked.addAll(List.of(zones.getFirst(), "SOA"));
    try {
      return Ground.run(asked, folder()).contains("3600");
    } catch (IOException e) {
      return false; // dig fails while nobody answers
    }
  }
}
