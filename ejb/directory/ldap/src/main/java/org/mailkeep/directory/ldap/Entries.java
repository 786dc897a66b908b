package org.mailkeep.directory.ldap;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.Receiver;

/// Reads what entries of an LDAP server say.
final class Entries {
  /// Active Directory's: flags of an account, and when it ends.
  private static final String FLAGS = "userAccountControl";

  private static final String EXPIRES = "accountExpires";
  private static final long DISABLED = 2;

  /// Active Directory counts in units of 100 ns since 1601.
  private static final long UNITS_PER_MILLISECOND = 10_000;

  private static final long MILLISECONDS_BEFORE_1970 = 11_644_473_600_000L;

  private final LdapConfig.Attributes attributes;
  private final InstantSource clock;
  private final List<String> wanted;
  private final List<String> wantedOfMembers;
  private final List<String> wantedOfReceivers;

  /// @param clock tells whether an account has expired
  Entries(LdapConfig.Attributes attributes, InstantSource clock) {
    this.attributes = attributes;
    this.clock = clock;
    this.wanted =
        distinct(
            List.of(
                List.of(FLAGS, EXPIRES),
                attributes.id(),
                attributes.name(),
                attributes.type(),
                attributes.description(),
                attributes.email(),
                attributes.alias(),
                attributes.quota(),
                attributes.enabled()));
    this.wantedOfMembers = distinct(List.of(wanted, attributes.groups()));
    this.wantedOfReceivers =
        distinct(List.of(attributes.id(), attributes.name(), attributes.quota()));
  }

  private static List<String> distinct(List<List<String>> names) {
    return names.stream().flatMap(List::stream).distinct().toList();
  }

  /// What is asked for of each entry.
  List<String> wanted() {
    return wanted;
  }

  /// The same, and the groups that it is in: the server may have to look for them.
  List<String> wantedOfMembers() {
    return wantedOfMembers;
  }

  /// What is asked for of who gets mail: the less, the less work for both sides.
  List<String> wantedOfReceivers() {
    return wantedOfReceivers;
  }

  /// Who it is; empty when it has no usable name.
  Optional<Identity> identity(LdapEntry entry) {
    Optional<String> name = entry.texts(attributes.name()).stream().findFirst();
    return name.flatMap(
        text -> key(entry).flatMap(key -> Identity.read(key, text)).or(() -> Identity.read(text)));
  }

  /// Who it is, and how much mail of it is kept; empty when it has no usable name.
  Optional<Receiver> receiver(LdapEntry entry) {
    return identity(entry).map(identity -> new Receiver(identity, quota(entry)));
  }

  /// All that it says; empty when it has no usable name.
  Optional<Entry> entry(LdapEntry entry) {
    return identity(entry)
        .map(identity ->
            new Entry(
                identity,
                Entry.Kind.of(all(entry, attributes.type())),
                entry.texts(attributes.description()).stream().findFirst().orElse(""),
                emails(entry),
                quota(entry),
                isEnabled(entry)));
  }

  /// The addresses, the primary one first.
  List<String> emails(LdapEntry entry) {
    var first = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (String text : all(entry, attributes.email())) {
      (text.startsWith("smtp:") ? others : first).add(bare(text));
    }
    for (String text : all(entry, attributes.alias())) {
      others.add(bare(text));
    }
    first.addAll(others);
    return first.stream().distinct().toList();
  }

  /// Active Directory's `proxyAddresses` begin with `SMTP:` for the primary one and `smtp:` for
  /// others.
  private static String bare(String address) {
    boolean prefixed = address.regionMatches(true, 0, "smtp:", 0, 5);
    return prefixed ? address.substring(5) : address;
  }

  private static List<String> all(LdapEntry entry, List<String> attributes) {
    var all = new ArrayList<String>();
    attributes.forEach(attribute -> all.addAll(entry.texts(List.of(attribute))));
    return all;
  }

  /// The directory's own key; one that is no text in hexadecimal.
  private Optional<String> key(LdapEntry entry) {
    for (String attribute : attributes.id()) {
      List<byte[]> values = entry.octets(attribute);
      if (!values.isEmpty()) {
        return Optional.of(
            attribute.equalsIgnoreCase("objectGUID")
                ? HexFormat.of().formatHex(values.getFirst())
                : entry.texts(List.of(attribute)).getFirst());
      }
    }
    return Optional.empty();
  }

  private Account.Quota quota(LdapEntry entry) {
    return number(entry, attributes.quota())
        .filter(octets -> octets > 0)
        .map(Account.Quota::ofBytes)
        .orElse(Account.Quota.UNLIMITED);
  }

  private boolean isEnabled(LdapEntry entry) {
    boolean says =
        entry.texts(attributes.enabled()).stream()
            .findFirst()
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> text.equals("false") || text.equals("0") || text.equals("no"))
            .isEmpty();
    boolean disabled = (number(entry, List.of(FLAGS)).orElse(0L) & DISABLED) != 0;
    long expires = number(entry, List.of(EXPIRES)).orElse(0L);
    boolean expired =
        expires > 0
            && expires != Long.MAX_VALUE
            && expires / UNITS_PER_MILLISECOND - MILLISECONDS_BEFORE_1970 <= clock.millis();
    return says && !disabled && !expired;
  }

  private static Optional<Long> number(LdapEntry entry, List<String> attributes) {
    try {
      return entry.texts(attributes).stream().findFirst().map(text -> Long.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
