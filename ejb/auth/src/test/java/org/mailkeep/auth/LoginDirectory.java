package org.mailkeep.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.ScramKeys;

/// A directory that knows logins alone, and notes who was asked for.
class LoginDirectory implements Directory {
  final List<Credentials> asked = new ArrayList<>();
  Answer<ScramKeys> keys = new Answer.Unknown<>();
  private final Function<Credentials, Authentication> answer;

  LoginDirectory(Function<Credentials, Authentication> answer) {
    this.answer = answer;
  }

  @Override
  public Authentication authenticate(Credentials credentials) {
    asked.add(credentials);
    return answer.apply(credentials);
  }

  @Override
  public Answer<ScramKeys> scramKeys(String login) {
    return keys;
  }

  @Override
  public Answer<Account> account(AccountId id) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<Account> account(String login) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return new Verdict.No();
  }

  @Override
  public Resolution resolve(Address address) {
    return new Resolution.NotLocal();
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return new Answer.Unknown<>();
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return new Verdict.No();
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return new Answer.Unknown<>();
  }
}
