package org.mailkeep.services;

import org.mailkeep.imap.ImapBackend;
import org.mailkeep.kernel.Chance;
import org.mailkeep.mime.MimeLimits;
import org.mailkeep.settings.Configuration;
import org.mailkeep.smtp.SmtpPolicySettings;
import org.mailkeep.smtp.SmtpPorts;
import org.mailkeep.smtp.SmtpServer;

/// What the protocols stand on.
final class Protocols {
  static final String VERSION = "0.1.0";

  private Protocols() {}

  /// SMTP, submission and LMTP by the rules of a configuration.
  static SmtpServer smtp(Configuration configuration, Post.Ground ground, Post post) {
    var ports =
        new SmtpPorts(
            ground.directory(),
            post.mail()::quota,
            ground.stores().blobs(),
            post.queue(),
            ground.events(),
            ground.clock(),
            Chance.secure());
    return new SmtpServer(
        ports, SmtpPolicySettings.policy(configuration, Hostname.of(configuration)));
  }

  /// IMAP.
  static ImapBackend imap(Post.Ground ground, Post post) {
    return new ImapBackend(
        ground.directory(),
        post.mail(),
        ground.stores().blobs(),
        MimeLimits.DEFAULT,
        ground.clock(),
        ground.events(),
        VERSION);
  }
}
