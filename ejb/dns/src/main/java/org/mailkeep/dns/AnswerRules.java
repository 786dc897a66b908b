package org.mailkeep.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What is made of answers.
///
/// @param aliases whether an answer tells the aliases on its way
/// @param validation how answers are proven, or empty when the name server is believed
public record AnswerRules(boolean aliases, Optional<Validation> validation) {

  /// Proof by DNSSEC (RFC 4035 §5).
  ///
  /// @param anchors where trust begins, as a zone file has it; see [#anchors]
  /// @param clock by which signatures run out
  public record Validation(String anchors, InstantSource clock) {
    public Validation {
      if (AnswerRules.anchors(anchors).isEmpty()) {
        throw new IllegalArgumentException("no trust anchor: " + anchors);
      }
    }
  }

  /// Reads trust anchors: `DS` or `DNSKEY` records as a zone file has them.
  ///
  /// @return them, or nothing when there is anything else or nothing at all
  static List<Record> anchors(String text) {
    var octets = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    var found = new ArrayList<Record>();
    try (var zone = new Master(octets, Name.root, 0)) {
      for (Record each = zone.nextRecord(); each != null; each = zone.nextRecord()) {
        if (!(each instanceof DSRecord) && !(each instanceof DNSKEYRecord)) {
          return List.of();
        }
        found.add(each);
      }
      return List.copyOf(found);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
