package org.mailkeep.directory.memory;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.kernel.Address;
import org.mailkeep.settings.Configuration;

/// Configurations with people in them.
final class Principals {
  private Principals() {}

  static Configuration configuration(String toml) {
    return Configuration.of(toml, ChosenDirectory.class, MemoryDirectorySettings.class);
  }

  /// A directory `file` with these.
  static String toml(List<Population.Member> members, UnaryOperator<String> hash) {
    return "[directory.file]\ntype = \"memory\"\n"
        + members.stream().map(member -> principal(member, hash)).collect(Collectors.joining());
  }

  private static String principal(Population.Member member, UnaryOperator<String> hash) {
    Population.Person person = member.person();
    long quota = person.quota() == Account.Quota.UNLIMITED.bytes() ? 0 : person.quota();
    return """
    [[directory.file.principals]]
    name = '''%s'''
    class = "%s"
    description = "%s"
    secret = '%s'
    email = %s
    email-list = %s
    member-of = %s
    quota = %d
    enabled = %s
    """
        .formatted(
            person.login(),
            member.kind(),
            person.name(),
            hash.apply(person.password()),
            list(person.emails().stream().map(Principals::written).toList()),
            list(member.lists()),
            list(member.groups()),
            quota,
            person.enabled());
  }

  /// Local parts with odd characters are quoted in an address.
  private static String written(String email) {
    int at = email.lastIndexOf('@');
    String quoted =
        "\"" + email.substring(0, at).replace("\\", "\\\\") + "\"" + email.substring(at);
    return at > 0 && Address.parse(email).isEmpty() ? quoted : email;
  }

  private static String list(List<String> items) {
    return items.stream()
        .map(item -> "'''" + item + "'''")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
