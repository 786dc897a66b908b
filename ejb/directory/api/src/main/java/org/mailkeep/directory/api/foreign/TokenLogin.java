package org.mailkeep.directory.api.foreign;

import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Credentials;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.foreign.Chain.Member;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.TokenAnswer;
import org.mailkeep.kernel.Address;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.wire.sasl.Proof;

/// A login by a bearer token where there are several directories: the first that knows the token
/// says whose it is, and the directory that knows the domain of one of their addresses says which
/// account that is. Where no other directory has such an account it is one of the first's own.
///
/// Names without a domain lead to no account of another directory: who may choose their name at a
/// provider must not become `admin` here.
///
/// @param chain who is asked about what
record TokenLogin(Chain chain) {
  /// Whether a directory takes tokens.
  static boolean takesTokens(ForeignDirectory directory) {
    return directory.accepts().contains(Proof.BEARER);
  }

  /// Who it is. A directory that cannot be asked may be the token's, so that it is not refused
  /// while there is one.
  Authentication authenticate(Credentials.Bearer bearer) {
    try {
      return judged(bearer);
    } catch (StoreException e) {
      return new Authentication.Unavailable("ids of accounts: " + e.getMessage());
    }
  }

  private Authentication judged(Credentials.Bearer bearer) {
    Authentication answer = new Authentication.Rejected(Authentication.Reason.UNSUPPORTED);
    for (ForeignDirectory provider :
        chain.foreign().stream().filter(TokenLogin::takesTokens).toList()) {
      switch (provider.judge(bearer)) {
        case TokenAnswer.Accepted(var entry) -> {
          return accepted(provider, entry);
        }
        case TokenAnswer.Refused(var why) -> {
          if (answer instanceof Authentication.Rejected) {
            answer = new Authentication.Rejected(why);
          }
        }
        case TokenAnswer.Later(var reason) -> answer = new Authentication.Unavailable(reason);
        case TokenAnswer.Unavailable(var reason) -> answer = new Authentication.Unavailable(reason);
      }
    }
    return answer;
  }

  private Authentication accepted(ForeignDirectory provider, Entry entry) {
    for (String email : entry.emails()) {
      Optional<Address> address = Address.parse(email);
      Answer<Account> account =
          address.isEmpty() ? new Answer.Unknown<>() : elsewhere(provider, address.get());
      switch (account) {
        case Answer.Found<Account>(var found) -> {
          return found.enabled()
              ? new Authentication.Authenticated(found.withRoles(entry.roles()))
              : new Authentication.Rejected(Authentication.Reason.DISABLED);
        }
        case Answer.Unknown<Account> _ -> {}
        case Answer.Unavailable<Account>(var reason) -> {
          return new Authentication.Unavailable(reason);
        }
      }
    }
    return provider.welcome(entry);
  }

  /// The account that has an address in another directory, which knows its domain.
  private Answer<Account> elsewhere(ForeignDirectory provider, Address address) {
    return switch (chain.home(address.domain())) {
      case Answer.Found<Member>(var member) when !member.directory().equals(provider) ->
          owner(member.directory(), address);
      case Answer.Found<Member> _, Answer.Unknown<Member> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<Member>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }

  /// Whose an address is: not who gets what nobody else does, nor those on a list.
  private static Answer<Account> owner(Directory directory, Address address) {
    return switch (directory.resolve(address)) {
      case Resolution.Accounts(var recipients) when recipients.size() == 1 -> {
        var account = recipients.getFirst().account();
        yield switch (directory.addresses(account)) {
          case Answer.Found<List<Address>>(var own) when own.contains(address.canonical()) ->
              directory.account(account);
          case Answer.Found<List<Address>> _, Answer.Unknown<List<Address>> _ ->
              new Answer.Unknown<>();
          case Answer.Unavailable<List<Address>>(var reason) -> new Answer.Unavailable<>(reason);
        };
      }
      case Resolution.Accounts _,
          Resolution.Mailing _,
          Resolution.UnknownMailbox _,
          Resolution.NotLocal _ ->
          new Answer.Unknown<>();
      case Resolution.Unavailable(var reason) -> new Answer.Unavailable<>(reason);
    };
  }
}
