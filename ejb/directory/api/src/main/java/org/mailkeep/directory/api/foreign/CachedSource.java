package org.mailkeep.directory.api.foreign;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.Cache;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;

/// A foreign directory whose answers are remembered for a while, each kind of question in caches of
/// its own. What passwords are compared with is never among them. Safe for many threads.
public final class CachedSource implements DirectorySource {
  private final DirectorySource source;
  private final Remembering<String, Entry> logins;
  private final Remembering<Identity, Entry> identities;
  private final Remembering<String, List<Receiver>> recipients;
  private final Remembering<DomainName, Boolean> domains;
  private final Remembering<String, List<String>> verifications;
  private final Remembering<String, List<String>> expansions;
  private final Remembering<Identity, List<Identity>> groups;

  /// @param source that is asked about what is not known
  /// @param bounds how much is remembered for how long
  public CachedSource(DirectorySource source, CacheBounds bounds, Cache.Factory caches) {
    this.source = source;
    this.logins = remembering(bounds, caches, "login");
    this.identities = remembering(bounds, caches, "account");
    this.recipients = remembering(bounds, caches, "address");
    this.domains = remembering(bounds, caches, "domain");
    this.verifications = remembering(bounds, caches, "verify");
    this.expansions = remembering(bounds, caches, "expand");
    this.groups = remembering(bounds, caches, "groups");
  }

  private static <K, V> Remembering<K, V> remembering(
      CacheBounds bounds, Cache.Factory caches, String what) {
    return new Remembering<>(
        bounds.found(what).name(),
        caches.create(bounds.found(what)),
        caches.create(bounds.unknown(what)));
  }

  @Override
  public Answer<Entry> entry(String login) {
    return logins.answer(login, () -> source.entry(login));
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return identities.answer(identity, () -> source.entry(identity));
  }

  /// Always asks: what is remembered of logins is [ForeignDirectory]'s.
  @Override
  public PasswordAnswer prove(String login, String password) {
    return source.prove(login, password);
  }

  /// Always asks: secrets are not remembered.
  @Override
  public PasswordAnswer secrets(String login) {
    return source.secrets(login);
  }

  /// Always asks, too.
  @Override
  public TokenAnswer judge(String token) {
    return source.judge(token);
  }

  @Override
  public Entry welcome(Entry entry) {
    return source.welcome(entry);
  }

  @Override
  public TokenAnswer judge(String login, String token) {
    return source.judge(login, token);
  }

  @Override
  public Set<Proof> accepts() {
    return source.accepts();
  }

  @Override
  public boolean forget(Identity identity) {
    return source.forget(identity);
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return recipients.answer(address, () -> some(source.recipients(address)));
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    Answer<Boolean> answer =
        domains.answer(
            domain,
            () ->
                switch (source.isLocal(domain)) {
                  case Verdict.Yes() -> new Answer.Found<>(true);
                  case Verdict.No() -> new Answer.Unknown<>();
                  case Verdict.Unavailable(var reason) -> new Answer.Unavailable<>(reason);
                });
    return switch (answer) {
      case Answer.Found<Boolean> _ -> new Verdict.Yes();
      case Answer.Unknown<Boolean> _ -> new Verdict.No();
      case Answer.Unavailable<Boolean>(var reason) -> new Verdict.Unavailable(reason);
    };
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return verifications.answer(text + ' ' + limit, () -> some(source.verify(text, limit)));
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return expansions.answer(address, () -> some(source.expand(address)));
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return groups.answer(member, () -> source.groups(member));
  }

  /// Nothing found is nothing known.
  private static <T> Answer<List<T>> some(Answer<List<T>> answer) {
    return answer instanceof Answer.Found<List<T>>(var list) && list.isEmpty()
        ? new Answer.Unknown<>()
        : answer;
  }

  @Override
  public Optional<String> trouble() {
    return source.trouble();
  }

  @Override
  public void close() {
    source.close();
  }
}
