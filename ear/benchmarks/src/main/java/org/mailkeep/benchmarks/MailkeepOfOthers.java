package org.mailkeep.benchmarks;

import java.io.IOException;
import java.util.List;

/// Mailkeep whose accounts another server keeps, or the same with its own.
///
/// @param mailkeep the server
/// @param people who keeps the accounts
/// @param kept whether answers and credentials are kept in memory
record MailkeepOfOthers(Mailkeep mailkeep, PeopleKind people, boolean kept) implements MailSystem {
  @Override
  public String name() {
    return name(people, kept);
  }

  /// What the table calls one.
  static String name(PeopleKind people, boolean kept) {
    return "Mailkeep, " + people.word() + (kept ? ", kept in memory" : ", asked each time");
  }

  @Override
  public void start() throws IOException, InterruptedException {
    mailkeep.start();
  }

  @Override
  public void accounts(List<String> names) throws IOException, InterruptedException {
    if (people == PeopleKind.INTERNAL) {
      mailkeep.accounts(names);
    }
  }

  @Override
  public List<Long> roots() {
    return mailkeep.roots();
  }

  @Override
  public int smtpPort() {
    return mailkeep.smtpPort();
  }

  @Override
  public int imapPort() {
    return mailkeep.imapPort();
  }

  @Override
  public String login(String account) {
    return people == PeopleKind.INTERNAL ? mailkeep.login(account) : account;
  }

  @Override
  public String password() {
    return mailkeep.password();
  }

  @Override
  public void forget() throws IOException, InterruptedException {
    mailkeep.forget();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    mailkeep.stop();
  }
}
