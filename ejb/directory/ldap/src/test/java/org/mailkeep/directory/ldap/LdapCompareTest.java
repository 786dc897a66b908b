package org.mailkeep.directory.ldap;

import org.junit.jupiter.api.Tag;

/// The directory hands out what passwords are compared with, and people name their groups.
@Tag("servers")
class LdapCompareTest extends LdapContract {
  @Override
  String more() {
    return "";
  }

  @Override
  String stored(String password) {
    return passwords.hash(password);
  }
}
