package org.mailkeep.wire.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes the responses about access control lists and quotas (RFC 4314 §7, RFC 9208 §7).
final class AccessEncoder {
  private final ByteOutput out;
  private final boolean unicode;

  AccessEncoder(ByteOutput out, boolean unicode) {
    this.out = out;
    this.unicode = unicode;
  }

  void encode(Response.OfAccess response) throws IOException {
    switch (response) {
      case Response.Acl(var mailbox, var entries) -> {
        mailbox("ACL ", mailbox);
        for (Response.AclEntry entry : entries) {
          text(entry.identifier());
          text(entry.rights());
        }
      }
      case Response.RightsListed(var mailbox, var identifier, var required, var optional) -> {
        mailbox("LISTRIGHTS ", mailbox);
        text(identifier);
        text(required);
        for (String rights : optional) {
          text(rights);
        }
      }
      case Response.MyRights(var mailbox, var rights) -> {
        mailbox("MYRIGHTS ", mailbox);
        text(rights);
      }
      case Response.QuotaRoots(var mailbox, var roots) -> {
        mailbox("QUOTAROOT ", mailbox);
        for (String root : roots) {
          text(root);
        }
      }
      case Response.Quota quota -> quota(quota);
    }
    out.crlf();
  }

  private void mailbox(String label, String name) throws IOException {
    out.ascii(label).astring(MailboxNames.encode(name, unicode));
  }

  private void text(String text) throws IOException {
    out.put(' ').astring(text.getBytes(StandardCharsets.UTF_8));
  }

  // "QUOTA" SP quota-root-name SP "(" [resource SP usage SP limit *(SP …)] ")"
  private void quota(Response.Quota quota) throws IOException {
    out.ascii("QUOTA");
    text(quota.root());
    out.ascii(" (");
    boolean first = true;
    for (Response.QuotaUse use : quota.uses()) {
      out.ascii(first ? "" : " ").ascii(use.resource()).put(' ').number(use.used());
      out.put(' ').number(use.limit());
      first = false;
    }
    out.put(')');
  }
}
