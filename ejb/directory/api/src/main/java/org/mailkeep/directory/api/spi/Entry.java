package org.mailkeep.directory.api.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailkeep.directory.api.Account;

/// What a foreign directory says of someone. Carries no secrets.
///
/// @param description what people call them; may be empty
/// @param emails addresses as the directory writes them, the primary first; `@domain` stands for a
///   catch-all
/// @param enabled whether they may log in
/// @param roles names of roles that the directory gives them beside that of their kind
public record Entry(
    Identity identity,
    Kind kind,
    String description,
    List<String> emails,
    Account.Quota quota,
    boolean enabled,
    Set<String> roles) {
  public Entry {
    emails = List.copyOf(emails);
    roles = Set.copyOf(roles);
  }

  /// An entry with the role of its kind alone.
  public Entry(
      Identity identity,
      Kind kind,
      String description,
      List<String> emails,
      Account.Quota quota,
      boolean enabled) {
    this(identity, kind, description, emails, quota, enabled, Set.of());
  }

  /// What an entry is.
  public enum Kind {
    /// Somebody who looks after the server.
    ADMINISTRATOR(" admin administrator root superuser "),
    /// Several people; mail for them is kept as the group's, and it does not log in itself.
    GROUP(" group posixgroup groupofnames groupofuniquenames "),
    /// Somebody who has mail here.
    INDIVIDUAL(" individual person user posixaccount inetorgperson ");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// Whether it is a word for this kind, in any case.
    public boolean isCalled(String word) {
      return words.contains(" " + word.strip().toLowerCase(Locale.ROOT) + " ");
    }

    /// What several words say together, as the object classes of LDAP do: the first kind that one
    /// of them is for, and an individual when none says anything.
    public static Kind of(List<String> words) {
      return Arrays.stream(values())
          .filter(kind -> words.stream().anyMatch(kind::isCalled))
          .findFirst()
          .orElse(INDIVIDUAL);
    }
  }
}
