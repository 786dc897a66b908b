package org.mailkeep.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.DataStore;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;
import org.mailkeep.store.api.outbox.Outbox;

/// Which domains belong together: those of one tenant, whose administrators see and change each
/// other's principals and nobody else's. A domain of which nothing is said is a tenant of its own,
/// under its own name. Principals belong where the domain of their login does. Safe for many
/// threads.
///
/// @param store where it is kept
/// @param outbox takes the audit trail
public record Tenants(DataStore store, Outbox outbox) {
  private static final byte[] PREFIX = Keys.of().text("tenant").bytes();

  /// The tenant of a domain.
  ///
  /// @throws StoreException when the store does not answer
  public String of(DomainName domain) {
    return assigned(domain).orElseGet(domain::ascii);
  }

  /// The tenant of a login name; empty when it has no domain, and so none.
  ///
  /// @throws StoreException when the store does not answer
  public String of(String login) {
    return Address.parse(login).map(Address::domain).map(this::of).orElse("");
  }

  /// What was said of a domain.
  ///
  /// @throws StoreException when the store does not answer
  public Optional<String> assigned(DomainName domain) {
    byte[] tenant = store.get(Subspace.AUTH, key(domain));
    return tenant == null
        ? Optional.empty()
        : Optional.of(new String(tenant, StandardCharsets.UTF_8));
  }

  /// Gives a domain to a tenant; to itself when there is none.
  ///
  /// @throws StoreException when the store cannot keep it
  public void assign(DomainName domain, String tenant) {
    byte @Nullable [] given =
        tenant.isEmpty() || tenant.equals(domain.ascii())
            ? null
            : tenant.getBytes(StandardCharsets.UTF_8);
    store.write((reader, batch) -> {
      byte[] before = reader.get(Subspace.AUTH, key(domain));
      if (Arrays.equals(before, given)) {
        return batch;
      }
      outbox.add(batch, AccessAudit.tenant(domain, text(before), text(given)));
      batch.require(Subspace.AUTH, key(domain), before);
      return given == null
          ? batch.delete(Subspace.AUTH, key(domain))
          : batch.put(Subspace.AUTH, key(domain), given);
    });
  }

  private static @Nullable String text(byte @Nullable [] octets) {
    return octets == null ? null : new String(octets, StandardCharsets.UTF_8);
  }

  private static byte[] key(DomainName domain) {
    return Keys.of().raw(PREFIX).raw(Keys.of().text(domain.ascii()).bytes()).bytes();
  }
}
