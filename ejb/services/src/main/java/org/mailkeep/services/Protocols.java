package org.mailkeep.services;

import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.imap.ImapBackend;
import org.mailkeep.imap.QuotaChange;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.Release;
import org.mailkeep.mailbox.MailAccounts;
import org.mailkeep.mailbox.Quota;
import org.mailkeep.mime.MimeSettings;
import org.mailkeep.pop3.MaildropLocks;
import org.mailkeep.pop3.Pop3Backend;
import org.mailkeep.settings.Configuration;
import org.mailkeep.smtp.SmtpPolicySettings;
import org.mailkeep.smtp.SmtpPorts;
import org.mailkeep.smtp.SmtpServer;

/// What the protocols stand on.
final class Protocols {
  private Protocols() {}

  /// SMTP, submission and LMTP by the rules of a configuration.
  ///
  /// @param directories those that rules may ask by id
  /// @param databases those that rules may ask
  /// @param lists those of the web
  static SmtpServer smtp(
      Configuration configuration,
      Post.Ground ground,
      Post post,
      Function<String, Optional<Directory>> directories,
      StoreQueries databases,
      WebLists lists) {
    var ports =
        new SmtpPorts(
            ground.directory(),
            ground.sessions(),
            recipient -> quota(post.mail(), recipient),
            ground.stores().blobs(),
            post.queue(),
            ground.events(),
            ground.clock(),
            Chance.secure(),
            new RuleWorld(
                ground.directory(),
                directories,
                new FixedLookups(configuration, lists),
                ground.stores().lookup(),
                databases,
                post.outbound().resolver()));
    return new SmtpServer(
        ports, SmtpPolicySettings.policy(configuration, Hostname.of(configuration)));
  }

  /// The directory is asked for a quota only when it did not tell.
  private static Quota quota(MailAccounts mail, Resolution.Recipient recipient) {
    Account.Quota known = recipient.quota();
    return known == null
        ? mail.quota(recipient.account())
        : mail.quota(recipient.account(), DirectoryQuotas.limits(known));
  }

  /// IMAP.
  ///
  /// @param quotas changes how much accounts may keep
  static ImapBackend imap(
      Configuration configuration, Post.Ground ground, Post post, QuotaChange quotas) {
    return new ImapBackend(
        ground.directory(),
        ground.sessions(),
        post.mail(),
        ground.stores().blobs(),
        quotas,
        post.fullText().search(),
        MimeSettings.limits(configuration),
        ground.clock(),
        ground.events(),
        Release.version());
  }

  /// POP3.
  static Pop3Backend pop3(Post.Ground ground, Post post, MaildropLocks locks) {
    return new Pop3Backend(
        ground.directory(),
        ground.sessions(),
        post.mail(),
        ground.stores().blobs(),
        locks,
        ground.stores().lookup(),
        ground.clock(),
        ground.events(),
        Release.version());
  }
}
