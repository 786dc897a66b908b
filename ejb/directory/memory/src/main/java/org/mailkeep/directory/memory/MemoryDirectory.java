package org.mailkeep.directory.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.settings.Configuration;

/// Accounts that stand in the configuration file. Immutable, and always there.
public final class MemoryDirectory implements DirectorySource {
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, List<Receiver>> recipients = new LinkedHashMap<>();
  private final Map<String, List<String>> members = new LinkedHashMap<>();
  private final Set<String> domains = new HashSet<>();

  private MemoryDirectory(List<Person> all) {
    for (Person person : all) {
      people.putIfAbsent(person.entry().identity().name(), person);
    }
    for (Person person : people.values()) {
      person.entry().emails().forEach(email -> receives(email, person));
      for (String list : person.lists()) {
        receives(list, person);
        primary(person).ifPresent(address -> add(members, list, address));
      }
    }
    for (Person person : people.values()) {
      for (Identity group : person.groups()) {
        Person found = people.get(group.name());
        if (found != null) {
          found
              .entry()
              .emails()
              .forEach(email -> primary(person).ifPresent(address -> add(members, email, address)));
        }
      }
    }
  }

  /// The directory of the configuration.
  ///
  /// @param id its id there
  public static MemoryDirectory of(Configuration configuration, String id) {
    return new MemoryDirectory(MemoryDirectorySettings.people(configuration, id));
  }

  private void receives(String email, Person person) {
    add(recipients, email, new Receiver(person.entry().identity(), person.entry().quota()));
    domains.add(email.substring(email.lastIndexOf('@') + 1));
  }

  private static Optional<String> primary(Person person) {
    return person.entry().emails().stream().filter(email -> !email.startsWith("@")).findFirst();
  }

  private static <T> void add(Map<String, List<T>> map, String key, T value) {
    map.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  @Override
  public Answer<Entry> entry(String login) {
    Person person = people.get(login);
    return person == null ? new Answer.Unknown<>() : new Answer.Found<>(person.entry());
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return entry(identity.name());
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return secrets(login);
  }

  @Override
  public PasswordAnswer secrets(String login) {
    Person person = people.get(login);
    return person == null
        ? new PasswordAnswer.Nobody()
        : new PasswordAnswer.BySecrets(person.entry(), person.secrets());
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return known(recipients.get(address));
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return Verdict.of(domains.contains(domain.ascii()));
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    var found = new TreeSet<String>();
    for (String address : recipients.keySet()) {
      if (!address.startsWith("@") && address.contains(text)) {
        found.add(address);
      }
    }
    return new Answer.Found<>(found.stream().limit(limit).toList());
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return known(members.get(address));
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    Person person = people.get(member.name());
    return known(person == null ? null : person.groups());
  }

  private static <T> Answer<List<T>> known(@Nullable List<T> value) {
    return value == null ? new Answer.Unknown<>() : new Answer.Found<>(List.copyOf(value));
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
