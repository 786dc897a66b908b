package org.mailkeep.auth;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;

/// A role that is kept in the data store.
///
/// @param id stays when the role changes; no principal has the same
/// @param created when it was made
public record StoredRole(AccountId id, Role role, Instant created) {
  byte[] encode() {
    return new RecordWriter()
        .text(1, role.name())
        .text(2, role.description())
        .texts(3, texts(role.enabled()))
        .texts(4, texts(role.disabled()))
        .texts(5, role.roles().stream().sorted().toList())
        .number(6, created.toEpochMilli())
        .bytes();
  }

  static StoredRole decode(AccountId id, byte[] record) {
    var in = new RecordReader(record);
    String name = "";
    String description = "";
    var enabled = EnumSet.noneOf(Permission.class);
    var disabled = EnumSet.noneOf(Permission.class);
    var roles = new HashSet<String>();
    long created = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> description = in.text();
        case 3 -> add(enabled, in.text());
        case 4 -> add(disabled, in.text());
        case 5 -> roles.add(in.text());
        case 6 -> created = in.number();
        default -> {} // a later version's
      }
    }
    var role = new Role(name, description, enabled, disabled, roles);
    return new StoredRole(id, role, Instant.ofEpochMilli(created));
  }

  static List<String> texts(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::text).toList();
  }

  /// A permission that is not known is one of a later version, and allows nothing here.
  static void add(Set<Permission> permissions, String text) {
    Permission.named(text).ifPresent(permissions::add);
  }
}
