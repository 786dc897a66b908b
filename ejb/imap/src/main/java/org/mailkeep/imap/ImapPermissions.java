package org.mailkeep.imap;

import org.mailkeep.auth.Permission;
import org.mailkeep.wire.imap.Answer;
import org.mailkeep.wire.imap.Code;
import org.mailkeep.wire.imap.Command;

/// Which permission each command takes. A command that is new does not compile until it is here.
/// What is allowed before a login takes none, and the login itself [#LOGIN].
final class ImapPermissions {
  /// Of LOGIN and AUTHENTICATE, when the credentials are right.
  static final Permission LOGIN = Permission.IMAP_AUTHENTICATE;

  private ImapPermissions() {}

  static Permission of(Command.AfterLogin command) {
    return switch (command) {
      case Command.Enable _ -> Permission.IMAP_ENABLE;
      case Command.Select select ->
          select.access() == Command.Access.READ_ONLY
              ? Permission.IMAP_EXAMINE
              : Permission.IMAP_SELECT;
      case Command.Create _ -> Permission.IMAP_CREATE;
      case Command.Delete _ -> Permission.IMAP_DELETE;
      case Command.Rename _ -> Permission.IMAP_RENAME;
      case Command.Subscribe _, Command.Unsubscribe _ -> Permission.IMAP_SUBSCRIBE;
      case Command.ListMailboxes _ -> Permission.IMAP_LIST;
      case Command.Lsub _ -> Permission.IMAP_LSUB;
      case Command.Namespace _ -> Permission.IMAP_NAMESPACE;
      case Command.Status _ -> Permission.IMAP_STATUS;
      case Command.Append _ -> Permission.IMAP_APPEND;
      case Command.GetMetadata _, Command.SetMetadata _ -> Permission.IMAP_METADATA;
      case Command.Notify _ -> Permission.IMAP_NOTIFY;
      case Command.Compress _, Command.Unauthenticate _ -> LOGIN;
      case Command.GetAcl _ -> Permission.IMAP_ACL_GET;
      case Command.SetAcl _, Command.DeleteAcl _ -> Permission.IMAP_ACL_SET;
      case Command.ListRights _ -> Permission.IMAP_LIST_RIGHTS;
      case Command.MyRights _ -> Permission.IMAP_MY_RIGHTS;
      case Command.GetQuota _, Command.GetQuotaRoot _ -> Permission.IMAP_QUOTA_GET;
      case Command.SetQuota _ -> Permission.IMAP_QUOTA_SET;
      case Command.Idle _, Command.Done _ -> Permission.IMAP_IDLE;
    };
  }

  static Permission of(Command.WithMailbox command) {
    return switch (command) {
      case Command.Check _, Command.Unselect _ -> Permission.IMAP_UNSELECT;
      // its message takes IMAP_APPEND before it is here
      case Command.Replace _ -> Permission.IMAP_EXPUNGE;
      case Command.Expunge _, Command.Close _ -> Permission.IMAP_EXPUNGE;
      case Command.Search _ -> Permission.IMAP_SEARCH;
      case Command.Sort _ -> Permission.IMAP_SORT;
      case Command.ThreadMessages _ -> Permission.IMAP_THREAD;
      case Command.Fetch _ -> Permission.IMAP_FETCH;
      case Command.Store _ -> Permission.IMAP_STORE;
      case Command.Copy _ -> Permission.IMAP_COPY;
      case Command.Move _ -> Permission.IMAP_MOVE;
    };
  }

  /// What a client is told that may not (RFC 5530 §3).
  static Answer refusal(Permission missing) {
    return Answer.no(Code.Simple.NOPERM, "This takes the permission " + missing.text());
  }
}
