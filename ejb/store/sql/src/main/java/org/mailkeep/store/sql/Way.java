package org.mailkeep.store.sql;

import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What goes wrong on the way to a database server, before it says anything itself.
final class Way {
  /// What drivers say of a certificate that is somebody else's.
  private static final List<String> OTHER_NAMES =
      List.of("could not be verified by hostnameverifier", "doesn't correspond to certificate");

  private Way() {}

  /// The setting that an error points to: its last part.
  static String culprit(SQLException e) {
    List<Throwable> causes = causes(e);
    String words = words(e).toLowerCase(Locale.ROOT);
    if (OTHER_NAMES.stream().anyMatch(words::contains)) {
      return "host";
    }
    if (words.contains("certificate")
        || causes.stream().anyMatch(CertificateException.class::isInstance)) {
      return "tls.ca";
    }
    if (words.contains("ssl")) {
      return "tls.enable";
    }
    return causes.stream().anyMatch(ConnectException.class::isInstance) ? "port" : "host";
  }

  /// What an error says, and what its causes add to that.
  static String words(SQLException e) {
    List<String> words = new ArrayList<>();
    for (Throwable cause : causes(e)) {
      String more = String.valueOf(cause.getMessage()).strip();
      if (words.stream().noneMatch(said -> said.contains(more))) {
        words.add(more);
      }
    }
    return String.join(": ", words);
  }

  private static List<Throwable> causes(Throwable e) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
