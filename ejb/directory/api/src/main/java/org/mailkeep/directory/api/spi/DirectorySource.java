package org.mailkeep.directory.api.spi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;

/// A directory that others keep. Safe for many threads; each call may block on the network for a
/// bounded time, and failures come back as values, never as exceptions.
///
/// Names arrive in the form of [org.mailkeep.directory.api.PrincipalDraft#login(String)], without
/// control characters, and addresses in that of [org.mailkeep.directory.api.Addressing#name].
public interface DirectorySource extends AutoCloseable {
  /// The entry with a login name.
  Answer<Entry> entry(String login);

  /// The entry that was seen before, under its key, whatever it is called now.
  Answer<Entry> entry(Identity identity);

  /// What the directory says to a name and a password.
  ///
  /// @param password not empty
  PasswordAnswer prove(String login, String password);

  /// What passwords of a login name are compared with, where the directory hands that out; never
  /// [PasswordAnswer.Accepted].
  default PasswordAnswer secrets(String login) {
    return new PasswordAnswer.Refused(Authentication.Reason.UNSUPPORTED);
  }

  /// What the directory says to a bearer token; most kinds know of none.
  ///
  /// @param token not empty
  default TokenAnswer judge(String token) {
    return new TokenAnswer.Refused(Authentication.Reason.UNSUPPORTED);
  }

  /// The same, for those that want to know whose the token is said to be.
  ///
  /// @param login as the client wrote it; may be empty
  default TokenAnswer judge(String login, String token) {
    return judge(token);
  }

  /// Somebody whose token was good gets an account.
  ///
  /// @return the entry as it is known from now on
  default Entry welcome(Entry entry) {
    return entry;
  }

  /// The kinds of credentials that can be right here. A certificate or a ticket has been checked by
  /// others already.
  default Set<Proof> accepts() {
    return Set.of(Proof.PASSWORD, Proof.CERTIFICATE, Proof.KERBEROS);
  }

  /// Who gets mail for exactly this address, or for the catch-all `@domain`; a list may have many.
  Answer<List<Receiver>> recipients(String address);

  /// Whether mail for a domain is kept here.
  Verdict isLocal(DomainName domain);

  /// Addresses in which a text occurs.
  ///
  /// @param limit the most that are wanted
  Answer<List<String>> verify(String text, int limit);

  /// The addresses to which a list or group stands; unknown when it is neither.
  Answer<List<String>> expand(String address);

  /// The groups that someone is in.
  Answer<List<Identity>> groups(Identity member);

  /// Forgets somebody whom the directory cannot be asked about, when an administrator says that
  /// they are gone.
  ///
  /// @return whether that is for us to say; else the directory itself tells who is gone
  default boolean forget(Identity identity) {
    return false;
  }

  /// Why it cannot be asked now, without secrets; empty when it can.
  Optional<String> trouble();

  /// Lets go of connections.
  @Override
  void close();
}
