package org.mailkeep.services;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Set;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Subscribers;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.wire.sasl.Proof;
import org.mailkeep.wire.sasl.ScramKeys;

/// The directory as the server's protocols see it: one call per question, seen and measured by the
/// container.
@Singleton
@Local(Directory.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DirectoryService implements Directory {
  @Override
  public Authentication authenticate(Credentials credentials) {
    return directory().authenticate(credentials);
  }

  @Override
  public Set<Proof> accepts() {
    return directory().accepts();
  }

  @Override
  public Answer<ScramKeys> scramKeys(String login) {
    return directory().scramKeys(login);
  }

  @Override
  public Answer<Account> account(AccountId id) {
    return directory().account(id);
  }

  @Override
  public Answer<Account> account(String login) {
    return directory().account(login);
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return directory().isLocal(domain);
  }

  @Override
  public Resolution resolve(Address address) {
    return directory().resolve(address);
  }

  @Override
  public Resolution postmaster(Address asked) {
    return directory().postmaster(asked);
  }

  @Override
  public Answer<Subscribers> subscribers(AccountId list) {
    return directory().subscribers(list);
  }

  @Override
  public Answer<List<Address>> addresses(AccountId account) {
    return directory().addresses(account);
  }

  @Override
  public Answer<List<AccountId>> groups(AccountId account) {
    return directory().groups(account);
  }

  @Override
  public Verdict owns(AccountId account, Address address) {
    return directory().owns(account, address);
  }

  @Override
  public Answer<List<Address>> verify(String text, int limit) {
    return directory().verify(text, limit);
  }

  @Override
  public Answer<List<Address>> expand(Address address) {
    return directory().expand(address);
  }

  private static Directory directory() {
    return Running.composition().people().directory();
  }
}
