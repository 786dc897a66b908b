package org.mailkeep.auth;

import org.mailkeep.settings.Setting;

/// `authentication.kerberos.*`: by which keys tickets of Kerberos are checked.
public final class KerberosSettings {
  /// Where the keys lie.
  public static final Setting<String> KEYTAB =
      Setting.text("authentication.kerberos.keytab")
          .unsetMeans("GSSAPI and Negotiate are not offered")
          .onRestart()
          .says(
              "File with the keys of `smtp/`, `imap/`, `pop/` and, for the REST API, `HTTP/` with"
                  + " the host's name. A ticket's principal is the login name: jane@EXAMPLE.ORG is"
                  + " jane@example.org.");

  /// Whose keys they are.
  public static final Setting<String> PRINCIPAL =
      Setting.text("authentication.kerberos.principal")
          .or("*")
          .onRestart()
          .says("The principal whose key is used; * takes any that the file has.");

  private KerberosSettings() {}
}
