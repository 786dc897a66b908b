package org.mailkeep.directory.memory;

import java.util.List;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;

/// An account in the configuration file.
///
/// @param secrets any of which is its password, hashed or not
/// @param lists addresses of lists that it is on
/// @param groups that it is in
record Person(Entry entry, List<String> secrets, List<String> lists, List<Identity> groups) {
  @Override
  public String toString() {
    return "Person[" + entry + "]";
  }
}
