package org.mailkeep.admin;

import java.util.List;
import java.util.Optional;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Authentication;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Entry;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.directory.api.spi.PasswordAnswer;
import org.mailkeep.directory.api.spi.Receiver;
import org.mailkeep.kernel.DomainName;

/// A directory of others, with Jane in it.
record OthersPeople() implements DirectorySource {
  static final String JANE = "jane@dir.example";
  static final String DOMAIN = "dir.example";

  private static Answer<Entry> jane(boolean is) {
    return is
        ? new Answer.Found<>(
            new Entry(
                new Identity(JANE, JANE),
                Entry.Kind.INDIVIDUAL,
                "Jane",
                List.of(JANE),
                Account.Quota.UNLIMITED,
                true))
        : new Answer.Unknown<>();
  }

  @Override
  public Answer<Entry> entry(String login) {
    return jane(login.equals(JANE));
  }

  @Override
  public Answer<Entry> entry(Identity identity) {
    return jane(identity.key().equals(JANE));
  }

  @Override
  public PasswordAnswer prove(String login, String password) {
    return new PasswordAnswer.Refused(Authentication.Reason.WRONG_SECRET);
  }

  @Override
  public Answer<List<Receiver>> recipients(String address) {
    return address.equals(JANE)
        ? new Answer.Found<>(List.of(new Receiver(new Identity(JANE, JANE))))
        : new Answer.Unknown<>();
  }

  @Override
  public Verdict isLocal(DomainName domain) {
    return Verdict.of(domain.ascii().equals(DOMAIN));
  }

  @Override
  public Answer<List<String>> verify(String text, int limit) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<String>> expand(String address) {
    return new Answer.Unknown<>();
  }

  @Override
  public Answer<List<Identity>> groups(Identity member) {
    return new Answer.Found<>(List.of());
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
