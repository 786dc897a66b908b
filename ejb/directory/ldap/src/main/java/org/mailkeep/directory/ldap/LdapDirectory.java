package org.mailkeep.directory.ldap;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapFailure;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Trace;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.SharedQuestion;
import org.mailkeep.kernel.DomainName;

/// A directory on an LDAP server. Safe for many threads.
public final class LdapDirectory implements DirectorySource {
  /// No attribute at all (RFC 4511 §4.5.1.8).
  private static final List<String> NONE = List.of("1.1");

  /// Where nobody is, for a bind that takes as long as another.
  private static final String NOBODY = "cn=nobody-of-mailkeep,";

  private final LdapConfig config;
  private final LdapConnections connections;
  private final Entries entries;
  private final Ranges ranges;
  private final SharedQuestion<DomainName, Verdict> domains = new SharedQuestion<>(this::isHosted);

  LdapDirectory(LdapConfig config, LdapConnections connections, InstantSource clock) {
    this.config = config;
    this.connections = connections;
    this.entries = new Entries(config.attributes(), clock);
    this.ranges = new Ranges(connections);
  }

  @Override
  public Answer<Entry> entry(String login) {
    return asked(
        () ->
            find(login, entries.wanted())
                .flatMap(entries::entry)
                .<Answer<Entry>>map(Answer.Found::new)
                .orElseGet(Answer.Unknown::new),
        Answer.Unavailable::new);
  }

  /// By the directory's own key, when it has one; so a renamed entry is found.
  @Override
  public Answer<Entry> entry(Identity identity) {
    return asked(
        () -> {
          Optional<String> filter = byKey(identity);
          if (filter.isEmpty()) {
            return entry(identity.name());
          }
          return search(filter.get(), entries.wanted(), 2).stream()
              .filter(
                  found -> entries.identity(found).filter(one -> same(one, identity)).isPresent())
              .findFirst()
              .flatMap(entries::entry)
              .<Answer<Entry>>map(Answer.Found::new)
              .orElseGet(Answer.Unknown::new);
        },
        Answer.Unavailable::new);
  }

  private static boolean same(Identity one, Identity other) {
    return one.key().equals(other.key());
  }

  /// A filter for a key, in whichever attribute it is.
  private Optional<String> byKey(Identity identity) {
    if (identity.key().equals(identity.name()) || config.attributes().id().isEmpty()) {
      return Optional.empty();
    }
    var filter = new StringBuilder("(|");
    for (String attribute : config.attributes().id()) {
      String value =
          attribute.equalsIgnoreCase("objectGUID")
              ? octets(identity.key())
              : new Template("?").filter(identity.key());
      if (!value.isEmpty()) {
        filter.append('(').append(attribute).append('=').append(value).append(')');
      }
    }
    return Optional.of(filter.append(')').toString());
  }

  private static String octets(String hex) {
    return hex.matches("([0-9a-f]{2})+") ? hex.replaceAll("(..)", "\\\\$1") : "";
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return asked(
        () ->
            switch (config.passwords()) {
              case LdapConfig.Method.Compare() -> compare(login);
              case LdapConfig.Method.ByTemplate(var name) ->
                  byTemplate(name.name(login), login, password);
              case LdapConfig.Method.ByEntry() -> byEntry(login, password);
            },
        PasswordAnswer.Unavailable::new);
  }

  @Override
  public PasswordAnswer secrets(String login) {
    return config.passwords() instanceof LdapConfig.Method.Compare
        ? asked(() -> compare(login), PasswordAnswer.Unavailable::new)
        : new PasswordAnswer.Refused(Authentication.Reason.UNSUPPORTED);
  }

  private PasswordAnswer compare(String login) throws LdapFailure {
    List<String> wanted = new ArrayList<>(entries.wanted());
    wanted.addAll(config.attributes().secret());
    Optional<LdapEntry> found = find(login, wanted);
    Optional<Entry> entry = found.flatMap(entries::entry);
    return entry.isEmpty()
        ? new PasswordAnswer.Nobody()
        : new PasswordAnswer.BySecrets(
            entry.get(), found.orElseThrow().texts(config.attributes().secret()));
  }

  private PasswordAnswer byTemplate(String name, String login, String password) throws LdapFailure {
    if (!connections.bind(name, password)) {
      return new PasswordAnswer.Refused(Authentication.Reason.WRONG_SECRET);
    }
    return find(login, entries.wanted())
        .flatMap(entries::entry)
        .<PasswordAnswer>map(PasswordAnswer.Accepted::new)
        .orElseGet(() -> new PasswordAnswer.Refused(Authentication.Reason.UNKNOWN_LOGIN));
  }

  /// Who is not found is bound as nobody, so that it takes as long.
  private PasswordAnswer byEntry(String login, String password) throws LdapFailure {
    Optional<LdapEntry> found = find(login, entries.wanted());
    Optional<Entry> entry = found.flatMap(entries::entry);
    boolean right =
        connections.bind(found.map(LdapEntry::dn).orElse(NOBODY + config.base()), password);
    if (entry.isEmpty()) {
      return new PasswordAnswer.Refused(Authentication.Reason.UNKNOWN_LOGIN);
    }
    return right
        ? new PasswordAnswer.Accepted(entry.get())
        : new PasswordAnswer.Refused(Authentication.Reason.WRONG_SECRET);
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return asked(
        () ->
            new Answer.Found<>(
                whole(config.filters().email(), address, entries.wantedOfReceivers()).stream()
                    .flatMap(found -> entries.receiver(found).stream())
                    .distinct()
                    .toList()),
        Answer.Unavailable::new);
  }

  /// Mail for many people of one domain arrives at once.
  @Override
  public Verdict isLocal(DomainName domain) {
    return domains.ask(domain);
  }

  private Verdict isHosted(DomainName domain) {
    return asked(
        () -> Verdict.of(!search(config.filters().domains(), domain.ascii(), NONE, 1).isEmpty()),
        Verdict.Unavailable::new);
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return asked(
        () ->
            new Answer.Found<>(
                search(config.filters().verify(), text, entries.wanted(), config.limits().entries())
                    .stream()
                    .flatMap(found -> entries.emails(found).stream())
                    .filter(email -> email.toLowerCase(Locale.ROOT).contains(text))
                    .sorted()
                    .distinct()
                    .toList()),
        Answer.Unavailable::new);
  }

  /// A list is an entry with members, or what people say that they are on.
  @Override
  public Answer<List<String>> expand(String address) {
    return asked(
        () -> {
          List<String> wanted = new ArrayList<>(entries.wanted());
          wanted.addAll(config.attributes().members());
          Set<String> found = new LinkedHashSet<>();
          for (LdapEntry entry : whole(config.filters().expand(), address, wanted)) {
            int most = config.limits().entries();
            List<String> members = ranges.texts(entry, config.attributes().members(), most);
            if (members.isEmpty()) {
              entries.emails(entry).stream().findFirst().ifPresent(found::add);
            }
            few(members.size(), most, "members", "limits.entries");
            for (String member : members) {
              read(member, entries.wanted())
                  .flatMap(one -> entries.emails(one).stream().findFirst())
                  .ifPresent(found::add);
            }
          }
          return new Answer.Found<>(found.stream().sorted().toList());
        },
        Answer.Unavailable::new);
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return asked(
        () -> {
          Optional<LdapEntry> found = find(member.name(), wantedOfMembers());
          return found.isEmpty() ? new Answer.Unknown<>() : new Answer.Found<>(groups(found.get()));
        },
        Answer.Unavailable::new);
  }

  private List<Identity> groups(LdapEntry member) throws LdapFailure {
    Set<Identity> groups = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<LdapEntry> open = new ArrayDeque<>(List.of(member));
    while (!open.isEmpty()) {
      for (LdapEntry group : directGroups(open.poll())) {
        if (seen.add(group.dn().toLowerCase(Locale.ROOT))) {
          entries.identity(group).ifPresent(groups::add);
          few(seen.size(), config.limits().groups(), "groups", "limits.groups");
          if (config.nested()) {
            open.add(group);
          }
        }
      }
    }
    return List.copyOf(groups);
  }

  private List<String> wantedOfMembers() {
    return config.filters().groups().isPresent() ? entries.wanted() : entries.wantedOfMembers();
  }

  private List<LdapEntry> directGroups(LdapEntry member) throws LdapFailure {
    if (config.filters().groups().isPresent()) {
      return whole(config.filters().groups(), member.dn(), wantedOfMembers());
    }
    List<LdapEntry> groups = new ArrayList<>();
    int most = config.limits().groups();
    List<String> names = ranges.texts(member, config.attributes().groups(), most);
    few(names.size(), most, "groups", "limits.groups");
    for (String group : names) {
      if (group.contains("=")) {
        read(group, wantedOfMembers()).ifPresent(groups::add);
      } else {
        find(group, wantedOfMembers()).ifPresent(groups::add);
      }
    }
    return groups;
  }

  /// The server is there, lets the service in, and has the base.
  @Override
  public Optional<String> trouble() {
    return asked(
        () -> {
          var base =
              new LdapSearch(config.base(), LdapSearch.Scope.ENTRY, LdapSearch.ANYTHING, NONE, 1);
          return connections.search(base).isEmpty()
              ? Optional.of("there is no " + config.base())
              : Optional.empty();
        },
        Optional::of);
  }

  /// The entry with a login name.
  ///
  /// @throws LdapFailure also when there are several
  private Optional<LdapEntry> find(String login, List<String> wanted) throws LdapFailure {
    List<LdapEntry> found = search(config.filters().name(), login, wanted, 2);
    if (found.size() > 1) {
      throw new LdapFailure(
          "several entries have one login name: " + found.get(0) + ", " + found.get(1));
    }
    return found.stream().findFirst();
  }

  private Optional<LdapEntry> read(String dn, List<String> wanted) throws LdapFailure {
    var search = new LdapSearch(dn, LdapSearch.Scope.ENTRY, LdapSearch.ANYTHING, wanted, 1);
    Optional<LdapEntry> found = connections.search(search).stream().findFirst();
    Trace.tell("query", () -> "entry " + dn + (found.isPresent() ? ": there" : ": not there"));
    return found;
  }

  private List<LdapEntry> search(
      Optional<Template> filter, String value, List<String> wanted, int limit) throws LdapFailure {
    return filter.isEmpty() ? List.of() : search(filter.get().filter(value), wanted, limit);
  }

  /// All that there are.
  ///
  /// @throws LdapFailure also when there are too many
  private List<LdapEntry> whole(Optional<Template> filter, String value, List<String> wanted)
      throws LdapFailure {
    int most = config.limits().entries();
    List<LdapEntry> found = search(filter, value, wanted, most + 1);
    few(found.size(), most, "entries", "limits.entries");
    return found;
  }

  private static void few(int size, int most, String what, String setting) throws LdapFailure {
    if (size > most) {
      throw new LdapFailure("more than %d %s, which %s allows".formatted(most, what, setting));
    }
  }

  private List<LdapEntry> search(String filter, List<String> wanted, int limit) throws LdapFailure {
    List<LdapEntry> found =
        connections.search(
            new LdapSearch(config.base(), LdapSearch.Scope.TREE, filter, wanted, limit));
    Trace.tell(
        "query", () -> "%s below %s: %d entries".formatted(filter, config.base(), found.size()));
    return found;
  }

  /// A question to the server.
  private interface Question<T> {
    T ask() throws LdapFailure;
  }

  private static <T> T asked(Question<T> question, Function<String, T> unavailable) {
    try {
      return question.ask();
    } catch (LdapFailure e) {
      return unavailable.apply(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
