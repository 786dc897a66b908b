package org.mailkeep.mailbox;

import org.mailkeep.kernel.MailboxId;

/// Counters that do not say what their records say. They are counted again.
sealed interface CountFault extends Operation<Boolean> {
  /// What it is about.
  String subject(long account);

  /// What is wrong, readable.
  String words();

  /// Counters of a mailbox.
  ///
  /// @param shows the counters as they were stored
  /// @param should what they should be
  record OfMailbox(MailboxId mailbox, Tally shows, Tally should) implements CountFault {
    @Override
    public String subject(long account) {
      return "mailbox " + mailbox.value() + " of account " + account;
    }

    @Override
    public String words() {
      return "counts " + words(shows) + " and should count " + words(should);
    }

    private static String words(Tally tally) {
      return tally.messages()
          + " messages, "
          + tally.unseen()
          + " unseen, "
          + tally.deleted()
          + " deleted, "
          + tally.recent()
          + " recent, "
          + tally.bytes()
          + " octets, next UID "
          + tally.uidNext();
    }

    @Override
    public Boolean run(Work work) {
      work.needAlone();
      MailboxState state = work.state().anyMailbox(mailbox);
      if (state == null) {
        return false;
      }
      Tally now = state.tally();
      MailCount count =
          MailCount.ofMailbox(work.backend().store(), work.account(), mailbox, now.recentFrom());
      Tally right = count.corrected(mailbox.value(), now);
      if (right.equals(now)) {
        return false;
      }
      long number = work.nextChange();
      work.set(mailbox, right.at(Math.max(number, right.highestModSeq())));
      return true;
    }
  }

  /// Counters of an account.
  ///
  /// @param shows the counters as they were stored
  /// @param should what they should be
  record OfAccount(Counters shows, Counters should) implements CountFault {
    @Override
    public String subject(long account) {
      return "account " + account;
    }

    @Override
    public String words() {
      return "counts " + words(shows) + " and should count " + words(should);
    }

    private static String words(Counters counters) {
      return counters.messages()
          + " messages, "
          + counters.bytes()
          + " octets, "
          + counters.plural()
          + " in several mailboxes, last message "
          + counters.lastEmail()
          + ", last mailbox "
          + counters.lastMailbox()
          + ", last change "
          + counters.lastChange();
    }

    @Override
    public Boolean run(Work work) {
      work.needAlone();
      Counters now = work.state().counters();
      MailCount count = MailCount.ofMessages(work.backend().store(), work.account());
      long lastMailbox = now.lastMailbox();
      for (long id : work.state().tree().order()) {
        MailboxState mailbox = work.state().anyMailbox(new MailboxId(id));
        if (mailbox != null) {
          count.change(mailbox.tally().highestModSeq());
          lastMailbox = Math.max(lastMailbox, id);
        }
      }
      Counters right = count.corrected(now).mailboxesUpTo(lastMailbox);
      if (right.equals(now)) {
        return false;
      }
      work.count(right);
      work.nextChange();
      return true;
    }
  }
}
