package org.mailkeep.auth;

import java.net.URI;
import org.mailkeep.directory.api.SignInProvider;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// A browser that is at a provider.
///
/// @param directory of the provider
/// @param visit what it must come back with
/// @param browser a word that this browser alone has
/// @param then where it goes on to, a path here
record PendingSignIn(String directory, SignInProvider.Visit visit, String browser, String then) {
  byte[] octets() {
    return new RecordWriter()
        .text(1, directory)
        .text(2, visit.back().toString())
        .text(3, visit.state())
        .text(4, visit.nonce())
        .text(5, visit.verifier())
        .text(6, browser)
        .text(7, then)
        .bytes();
  }

  static PendingSignIn read(byte[] octets) {
    var fields = new String[] {"", "", "", "", "", "", "", ""};
    var in = new RecordReader(octets);
    while (in.next()) {
      if (in.field() < fields.length) {
        fields[in.field()] = in.text();
      }
    }
    var visit = new SignInProvider.Visit(URI.create(fields[2]), fields[3], fields[4], fields[5]);
    return new PendingSignIn(fields[1], visit, fields[6], fields[7]);
  }
}
