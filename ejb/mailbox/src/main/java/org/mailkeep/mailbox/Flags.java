package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The flags of a message in a mailbox: system flags and keywords. Immutable; keywords compare
/// without regard to case and keep the case in which they came first.
public final class Flags {
  /// No flags.
  public static final Flags NONE = new Flags(0, List.of());

  private static final int ALL_BITS = (1 << SystemFlag.values().length) - 1;

  private final int system;
  private final List<String> keywords;
  private final String imap;

  private Flags(int system, List<String> keywords) {
    this.system = system & ALL_BITS;
    this.keywords = keywords;
    this.imap = imapText();
  }

  /// System flags only.
  public static Flags of(SystemFlag... flags) {
    int bits = 0;
    for (SystemFlag flag : flags) {
      bits |= flag.bit();
    }
    return new Flags(bits, List.of());
  }

  /// System flags and keywords; duplicates count once.
  public static Flags of(Set<SystemFlag> flags, Collection<String> keywords) {
    int bits = 0;
    for (SystemFlag flag : flags) {
      bits |= flag.bit();
    }
    return of(bits, keywords);
  }

  /// From bits as [#systemBits()] gives them.
  static Flags of(int bits, Collection<String> keywords) {
    return new Flags(bits, keywords.isEmpty() ? List.of() : List.copyOf(sorted(keywords)));
  }

  private static Set<String> sorted(Collection<String> keywords) {
    Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    sorted.addAll(keywords);
    return sorted;
  }

  /// Reads IMAP flag names, system flags by their names and all else as keywords; `\Recent` and
  /// unknown names with a backslash give an empty result.
  public static Optional<Flags> ofImap(Collection<String> names) {
    int bits = 0;
    List<String> keywords = new ArrayList<>();
    for (String name : names) {
      if (!name.startsWith("\\")) {
        keywords.add(name);
        continue;
      }
      Optional<SystemFlag> flag = SystemFlag.ofImapName(name);
      if (flag.isEmpty()) {
        return Optional.empty();
      }
      bits |= flag.get().bit();
    }
    return Optional.of(of(bits, keywords));
  }

  /// Whether a system flag is set.
  public boolean has(SystemFlag flag) {
    return (system & flag.bit()) != 0;
  }

  /// Whether a keyword is set, in any case.
  public boolean hasKeyword(String keyword) {
    for (String own : keywords) {
      if (own.equalsIgnoreCase(keyword)) {
        return true;
      }
    }
    return false;
  }

  /// The system flags.
  public Set<SystemFlag> system() {
    EnumSet<SystemFlag> set = EnumSet.noneOf(SystemFlag.class);
    for (SystemFlag flag : SystemFlag.values()) {
      if (has(flag)) {
        set.add(flag);
      }
    }
    return set;
  }

  /// The keywords in the order of their letters.
  public List<String> keywords() {
    return keywords;
  }

  /// These and those.
  public Flags with(Flags others) {
    if (others.keywords.isEmpty() || keywords.equals(others.keywords)) {
      return changed(system | others.system, keywords);
    }
    Set<String> all = sorted(keywords);
    all.addAll(others.keywords);
    return changed(system | others.system, List.copyOf(all));
  }

  /// These without those.
  public Flags without(Flags others) {
    if (keywords.isEmpty() || others.keywords.isEmpty()) {
      return changed(system & ~others.system, keywords);
    }
    List<String> rest = new ArrayList<>(keywords);
    rest.removeIf(others::hasKeyword);
    return changed(system & ~others.system, List.copyOf(rest));
  }

  private Flags changed(int bits, List<String> words) {
    return bits == system && words.equals(keywords) ? this : new Flags(bits, words);
  }

  int systemBits() {
    return system;
  }

  /// The flags without `\Deleted`: what belongs to the message rather than to its membership.
  Flags ofMessage() {
    return changed(system & ~SystemFlag.DELETED.bit(), keywords);
  }

  /// What a FETCH response shows, without parentheses: `\Seen $Junk` (RFC 9051 §7.5.2).
  public String imap() {
    return imap;
  }

  private String imapText() {
    StringBuilder text = new StringBuilder();
    for (SystemFlag flag : SystemFlag.values()) {
      if (has(flag)) {
        text.append(text.isEmpty() ? "" : " ").append(flag.imapName());
      }
    }
    for (String keyword : keywords) {
      text.append(text.isEmpty() ? "" : " ").append(keyword);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Flags that && system == that.system && keywords.equals(that.keywords);
  }

  @Override
  public int hashCode() {
    return system * 31 + keywords.hashCode();
  }

  @Override
  public String toString() {
    return '(' + imap + ')';
  }
}
