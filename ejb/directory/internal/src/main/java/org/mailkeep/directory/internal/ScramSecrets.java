package org.mailkeep.directory.internal;

import org.jspecify.annotations.Nullable;
import org.mailkeep.credentials.Passwords;
import org.mailkeep.credentials.ScramLookup;
import org.mailkeep.kernel.Chance;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Subspace;

/// The secret from which keys for SCRAM are made up, kept in the store so that they are the same on
/// every node and after every restart; made when it is first needed. Safe for many threads.
final class ScramSecrets {
  private final DataStore store;
  private final Passwords passwords;
  private final Chance chance;
  private volatile @Nullable ScramLookup lookup;

  ScramSecrets(DataStore store, Passwords passwords, Chance chance) {
    this.store = store;
    this.passwords = passwords;
    this.chance = chance;
  }

  /// @throws org.mailkeep.store.api.StoreException when the store could not be asked
  ScramLookup lookup() {
    ScramLookup known = lookup;
    if (known == null) {
      known = passwords.scram(secret());
      lookup = known;
    }
    return known;
  }

  private byte[] secret() {
    byte[] key = DirectoryKeys.scramSecret();
    byte[] kept = store.get(Subspace.DIRECTORY, key);
    return kept != null
        ? kept
        : store.write((reader, batch) -> {
          byte[] other = reader.get(Subspace.DIRECTORY, key);
          if (other != null) {
            return other;
          }
          byte[] made = chance.octets(ScramLookup.SECRET);
          batch.require(Subspace.DIRECTORY, key, null).put(Subspace.DIRECTORY, key, made);
          return made;
        });
  }
}
