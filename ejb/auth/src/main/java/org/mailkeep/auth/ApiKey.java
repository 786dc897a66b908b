package org.mailkeep.auth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.settings.IpNetwork;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// A key of the API, by which a program logs in to HTTP with a bearer token (RFC 6750).
///
/// @param id stays when the key changes; no principal has the same
/// @param created when it was made
/// @param by who made it
/// @param digest SHA-256 of its secret, which has 256 random bits, so that nothing slower is needed
public record ApiKey(AccountId id, ApiKeyDraft draft, Instant created, String by, byte[] digest) {
  /// How the audit trail names who acts by it.
  public String login() {
    return "api-key:" + draft.name();
  }

  /// Whether it is over.
  public boolean isOver(Instant now) {
    Instant expires = draft.expires();
    return expires != null && !now.isBefore(expires);
  }

  /// What it allows.
  public Set<Permission> permissions(Roles roles) {
    return roles.permissions(draft.roles(), draft.enabled(), draft.disabled());
  }

  byte[] encode() {
    var out =
        new RecordWriter()
            .text(1, draft.name())
            .text(2, draft.description())
            .texts(4, draft.networks().stream().map(IpNetwork::toString).toList())
            .texts(5, draft.roles().stream().sorted().toList())
            .texts(6, StoredRole.texts(draft.enabled()))
            .texts(7, StoredRole.texts(draft.disabled()))
            .text(8, draft.tenant())
            .number(9, created.toEpochMilli())
            .text(10, by)
            .octets(11, digest);
    Instant expires = draft.expires();
    return (expires == null ? out : out.number(3, expires.toEpochMilli())).bytes();
  }

  static ApiKey decode(AccountId id, byte[] record) {
    var in = new RecordReader(record);
    String name = "";
    String description = "";
    @Nullable Instant expires = null;
    var networks = new ArrayList<IpNetwork>();
    var roles = new HashSet<String>();
    var enabled = EnumSet.noneOf(Permission.class);
    var disabled = EnumSet.noneOf(Permission.class);
    String tenant = "";
    long created = 0;
    String by = "";
    byte[] digest = {};
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> description = in.text();
        case 3 -> expires = Instant.ofEpochMilli(in.number());
        case 4 -> networks.add(IpNetwork.parse(in.text()).orElseThrow());
        case 5 -> roles.add(in.text());
        case 6 -> StoredRole.add(enabled, in.text());
        case 7 -> StoredRole.add(disabled, in.text());
        case 8 -> tenant = in.text();
        case 9 -> created = in.number();
        case 10 -> by = in.text();
        case 11 -> digest = in.octets();
        default -> {} // a later version's
      }
    }
    var draft =
        new ApiKeyDraft(name, description, expires, networks, roles, enabled, disabled, tenant);
    return new ApiKey(id, draft, Instant.ofEpochMilli(created), by, digest);
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + " " + draft.name() + "]";
  }
}
