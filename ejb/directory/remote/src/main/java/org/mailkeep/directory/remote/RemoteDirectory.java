package org.mailkeep.directory.remote;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Addressing;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.ClientIdentity;
import org.mailkeep.wire.sasl.Proof;

/// A directory on a mail server. It knows of somebody no more than whether their password is right
/// and whether they get mail, so an address is an account. Safe for many threads.
///
/// Where the directory has one domain a login name without any is one of it, so that `jane` and
/// `jane@example.org` are the same account; a login name of a domain that is not the directory's is
/// nobody's, and its password is not shown to the server.
///
/// @param domains whose mail is kept here
/// @param known accounts that were seen before
/// @param tokens whether bearer tokens are passed on
record RemoteDirectory(
    Set<DomainName> domains, Logins logins, Recipients recipients, Known known, boolean tokens)
    implements DirectorySource {
  /// Any of its characters may stand between others of SASL (RFC 6750 §2.1).
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final String SEPARATOR = "+";

  RemoteDirectory {
    domains = Set.copyOf(domains);
  }

  @Override
  public Answer<Entry> entry(String login) {
    Optional<Identity> identity = identity(login);
    return identity.isEmpty() ? new Answer.Unknown<>() : entry(identity.get());
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    Answer<Boolean> there =
        address(identity.name()).isPresent()
            ? takes(identity.name())
            : known.isKnown(identity.name()) ? new Answer.Found<>(true) : new Answer.Unknown<>();
    return switch (there) {
      case Answer.Found<Boolean> _ -> new Answer.Found<>(person(identity));
      case Answer.Unknown<Boolean> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Boolean>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private static Entry person(Identity identity) {
    List<String> emails =
        address(identity.name()).map(address -> List.of(address.toString())).orElse(List.of());
    return new Entry(identity, Entry.Kind.INDIVIDUAL, "", emails, Account.Quota.UNLIMITED, true);
  }

  /// Whose a login name is; empty when it can be nobody's.
  private Optional<Identity> identity(String login) {
    int at = login.lastIndexOf('@');
    if (at < 0 && domains.size() == 1) {
      return Identity.read(login + "@" + domains.iterator().next().ascii());
    }
    boolean foreign =
        at >= 0
            && !domains.isEmpty()
            && DomainName.parse(login.substring(at + 1)).filter(domains::contains).isEmpty();
    return foreign ? Optional.empty() : Identity.read(login);
  }

  /// What is kept under this name as an address.
  private static Optional<Address> address(String name) {
    int at = name.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    try {
      return DomainName.parse(name.substring(at + 1))
          .map(domain -> new Address(name.substring(0, at), domain));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // longer than a local part may be
    }
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    Optional<Identity> identity = identity(login);
    if (identity.isEmpty()) {
      return new PasswordAnswer.Nobody();
    }
    if (password.indexOf('\0') >= 0) {
      return new PasswordAnswer.Refused(Authentication.Reason.WRONG_SECRET); // RFC 4616 §2
    }
    return switch (logins.check(new ClientIdentity.Password(login, password))) {
      case LoginAnswer.Right() -> new PasswordAnswer.Accepted(person(identity.get()));
      case LoginAnswer.Wrong(var why) -> new PasswordAnswer.Refused(why);
      case LoginAnswer.Unclear(var reason) -> new PasswordAnswer.Unavailable(reason);
    };
  }

  @Override
  public Set<Proof> accepts() {
    var all = EnumSet.of(Proof.PASSWORD, Proof.CERTIFICATE, Proof.KERBEROS);
    if (tokens) {
      all.add(Proof.BEARER);
    }
    return all;
  }

  /// The server wants to know whose the token is, by the whole address.
  @Override
  public TokenAnswer judge(String login, String token) {
    Optional<Identity> identity =
        tokens && login.contains("@") ? identity(PrincipalDraft.login(login)) : Optional.empty();
    if (identity.isEmpty()) {
      return new TokenAnswer.Refused(
          tokens ? Authentication.Reason.UNKNOWN_LOGIN : Authentication.Reason.UNSUPPORTED);
    }
    if (!TOKEN.matcher(token).matches()) {
      return new TokenAnswer.Refused(Authentication.Reason.WRONG_SECRET);
    }
    String name = identity.get().name();
    return switch (logins.check(new ClientIdentity.Token(name, token))) {
      case LoginAnswer.Right() -> new TokenAnswer.Accepted(person(identity.get()));
      case LoginAnswer.Wrong(var why) -> new TokenAnswer.Refused(why);
      case LoginAnswer.Unclear(var reason) -> new TokenAnswer.Unavailable(reason);
    };
  }

  /// A server that takes mail for `jane+lists` may do so for Jane: then it is hers.
  @Override
  public Answer<List<Receiver>> recipients(String name) {
    return switch (takes(name)) {
      case Answer.Found<Boolean> _ -> Receiver.of(owner(name));
      case Answer.Unknown<Boolean> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Boolean>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  private Answer<List<Identity>> owner(String name) {
    int separator = name.indexOf(SEPARATOR);
    String base =
        separator > 0 ? name.substring(0, separator) + name.substring(name.lastIndexOf('@')) : name;
    Answer<Boolean> whole = base.equals(name) ? new Answer.Unknown<>() : takes(base);
    return switch (whole) {
      case Answer.Found<Boolean> _ -> new Answer.Found<>(Identity.read(base).stream().toList());
      case Answer.Unknown<Boolean> _ -> new Answer.Found<>(Identity.read(name).stream().toList());
      case Answer.Unavailable<Boolean>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  /// Nobody is asked about what the directory does not have.
  private Answer<Boolean> takes(String name) {
    Optional<Address> address = address(name);
    return address.isEmpty() || !(domains.isEmpty() || domains.contains(address.get().domain()))
        ? new Answer.Unknown<>()
        : recipients.takes(name, address.get().toString());
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return Verdict.of(domains.contains(domain));
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return switch (recipients.tells("VRFY", text)) {
      case Answer.Found<List<String>>(var lines) -> {
        List<String> found = ours(lines);
        yield new Answer.Found<>(
            found.stream().filter(one -> one.contains(text)).limit(limit).toList());
      }
      case Answer.Unknown<List<String>> unknown -> unknown;
      case Answer.Unavailable<List<String>> unavailable -> unavailable;
    };
  }

  @Override
  public Answer<List<String>> expand(String name) {
    Optional<Address> address = address(name);
    if (address.isEmpty() || !domains.contains(address.get().domain())) {
      return new Answer.Unknown<>();
    }
    return switch (recipients.tells("EXPN", address.get().toString())) {
      case Answer.Found<List<String>>(var lines) -> {
        List<String> members = addresses(lines);
        yield members.equals(List.of(name)) ? new Answer.Unknown<>() : new Answer.Found<>(members);
      }
      case Answer.Unknown<List<String>> unknown -> unknown;
      case Answer.Unavailable<List<String>> unavailable -> unavailable;
    };
  }

  private List<String> ours(List<String> lines) {
    return addresses(lines).stream()
        .filter(
            one -> Address.parse(one).map(Address::domain).filter(domains::contains).isPresent())
        .toList();
  }

  /// The addresses in a reply's lines: `Jane Doe <jane@example.org>`, or bare (RFC 5321 §3.5.2).
  private static List<String> addresses(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Address.parse(inner(line.strip())).stream())
        .map(address -> Addressing.name(address).toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  private static String inner(String line) {
    int begin = line.lastIndexOf('<');
    return begin >= 0 && line.endsWith(">") ? line.substring(begin + 1, line.length() - 1) : line;
  }

  /// Such a server tells nothing of groups.
  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return new Answer.Found<>(List.of());
  }

  /// Where nobody can be asked who gets mail, nobody else says who does not any more.
  @Override
  public boolean forget(Identity identity) {
    return recipients instanceof Recipients.Met;
  }

  @Override
  public Optional<String> trouble() {
    return logins.trouble().or(recipients::trouble);
  }

  @Override
  public void close() {
    logins.close();
    recipients.close();
  }
}
