package org.mailkeep.auth;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Something that one may be allowed to do: each operation of an interface and each command of a
/// protocol takes one of them.
public enum Permission {
  AUTHENTICATE("Log in, over whatever protocol."),
  CROSS_TENANT("See and change what belongs to other tenants than one's own."),

  SMTP_AUTHENTICATE("Log in over SMTP (AUTH)."),
  EMAIL_SEND("Submit mail (MAIL, RCPT, DATA, BDAT after a login)."),
  SMTP_VRFY("Ask whether an address is here (VRFY after a login)."),
  SMTP_EXPN("Ask who is on a list (EXPN after a login)."),

  IMAP_AUTHENTICATE("Log in over IMAP (LOGIN, AUTHENTICATE)."),
  IMAP_ENABLE("ENABLE."),
  IMAP_SELECT("SELECT."),
  IMAP_EXAMINE("EXAMINE."),
  IMAP_UNSELECT("UNSELECT, CHECK."),
  IMAP_CREATE("CREATE."),
  IMAP_DELETE("DELETE."),
  IMAP_RENAME("RENAME."),
  IMAP_SUBSCRIBE("SUBSCRIBE, UNSUBSCRIBE."),
  IMAP_LIST("LIST."),
  IMAP_LSUB("LSUB."),
  IMAP_NAMESPACE("NAMESPACE."),
  IMAP_STATUS("STATUS."),
  IMAP_APPEND("APPEND."),
  IMAP_METADATA("GETMETADATA, SETMETADATA."),
  IMAP_NOTIFY("NOTIFY."),
  IMAP_IDLE("IDLE."),
  IMAP_EXPUNGE("EXPUNGE, and CLOSE and REPLACE, which expunge."),
  IMAP_SEARCH("SEARCH."),
  IMAP_SORT("SORT."),
  IMAP_THREAD("THREAD."),
  IMAP_FETCH("FETCH."),
  IMAP_STORE("STORE."),
  IMAP_COPY("COPY."),
  IMAP_MOVE("MOVE."),
  IMAP_ACL_GET("GETACL."),
  IMAP_ACL_SET("SETACL, DELETEACL."),
  IMAP_LIST_RIGHTS("LISTRIGHTS."),
  IMAP_MY_RIGHTS("MYRIGHTS."),
  IMAP_QUOTA_GET("GETQUOTA, GETQUOTAROOT."),

  POP3_AUTHENTICATE("Log in over POP3 (USER, PASS, AUTH)."),
  POP3_STAT("STAT."),
  POP3_LIST("LIST."),
  POP3_UIDL("UIDL."),
  POP3_RETR("RETR, TOP."),
  POP3_DELE("DELE, RSET, and the removal at QUIT."),

  ACCOUNT_GET("See one's own account and what one may do."),
  PASSWORD_UPDATE("Change one's own password."),

  IMAP_QUOTA_SET("SETQUOTA."),

  PRINCIPAL_LIST("List accounts and other principals."),
  PRINCIPAL_GET("See an account or another principal."),
  PRINCIPAL_CREATE("Make accounts and other principals."),
  PRINCIPAL_UPDATE("Change accounts and other principals."),
  PRINCIPAL_DELETE("Remove accounts and other principals, and their mail."),

  ROLE_LIST("List roles."),
  ROLE_GET("See a role."),
  ROLE_CREATE("Make roles."),
  ROLE_UPDATE("Change roles."),
  ROLE_DELETE("Remove roles."),

  API_KEY_LIST("List keys of the API."),
  API_KEY_GET("See a key of the API."),
  API_KEY_CREATE("Make keys of the API."),
  API_KEY_UPDATE("Change keys of the API."),
  API_KEY_DELETE("Remove keys of the API."),

  DOMAIN_LIST("List domains."),
  DOMAIN_GET("See a domain."),
  DOMAIN_CREATE("Host a domain."),
  DOMAIN_UPDATE("Change a domain."),
  DOMAIN_DELETE("Host a domain no longer."),

  MAIL_LIST("List the mailboxes of accounts."),
  MAIL_EXPORT("Read all mail of accounts."),
  MAIL_IMPORT("Put mail into accounts from files."),
  MAIL_RIGHTS_LIST("See who else may do what with mailboxes of accounts."),
  MAIL_RIGHTS_UPDATE("Give others rights on mailboxes of accounts."),
  MAIL_RIGHTS_DELETE("Take rights on mailboxes of accounts from others."),
  UNDELETE_LIST("List deleted messages of accounts."),
  UNDELETE_START("Restore deleted messages of accounts."),

  QUEUE_LIST("List messages of the queue."),
  QUEUE_GET("See a message of the queue."),
  QUEUE_UPDATE("Try messages of the queue now."),
  QUEUE_DELETE("Give messages of the queue up."),
  QUEUE_STATUS_GET("See how the queue fares."),
  QUEUE_STATUS_UPDATE("Stop the queue and let it go on."),

  NETWORK_LIST("List networks that are blocked or allowed."),
  NETWORK_CREATE("Block and allow networks."),
  NETWORK_DELETE("End blocks and bans."),

  CACHE_LIST("List caches."),
  CACHE_DELETE("Empty caches."),

  PURGE_LIST("List what is deleted by schedule."),
  PURGE_START("Delete now what nobody needs any more."),
  STORE_VERIFY("Look whether all that is stored fits together, and mend it."),
  STORE_REINDEX("Index mail anew."),
  STORE_MIGRATE("Move what a store holds into another one."),
  STORE_EXPORT("Read an archive of all mail of all accounts."),
  STORE_IMPORT("Read an archive into a store."),
  MAIL_TAKE_OVER("Have the server log in to other servers and take mail over from there."),
  TASK_LIST("List long operations."),
  TASK_GET("See a long operation."),
  TASK_DELETE("End a long operation early."),

  SERVER_STATUS("See how the server fares."),
  SERVER_RELOAD("Have the configuration read again."),
  METRICS_GET("Read metrics."),
  HISTORY_LIST("See who changed what, and what became of mail."),
  TROUBLESHOOT_DIRECTORY("Have it explained how the directories resolve a name or an address.");

  private static final Map<String, Permission> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Permission::text, Function.identity()));

  /// What concerns all tenants at once.
  private static final Set<Permission> OF_SERVER = ofServer();

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String description;

  Permission(String description) {
    this.description = description;
  }

  /// Its name in files and interfaces: `imap-fetch`.
  public String text() {
    return text;
  }

  /// What it allows, for people.
  public String description() {
    return description;
  }

  /// Whether it concerns all tenants at once, so that whoever belongs to one needs [#CROSS_TENANT],
  /// too.
  public boolean isOfServer() {
    return OF_SERVER.contains(this);
  }

  private static Set<Permission> ofServer() {
    var set = EnumSet.range(QUEUE_LIST, TROUBLESHOOT_DIRECTORY);
    set.addAll(EnumSet.of(DOMAIN_CREATE, ROLE_CREATE, ROLE_UPDATE, ROLE_DELETE));
    return Collections.unmodifiableSet(set);
  }

  /// The one of this name.
  public static Optional<Permission> named(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
