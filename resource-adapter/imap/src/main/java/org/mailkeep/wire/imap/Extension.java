package org.mailkeep.wire.imap;

import static org.mailkeep.wire.imap.Extension.When.AFTER_LOGIN;
import static org.mailkeep.wire.imap.Extension.When.ALWAYS;
import static org.mailkeep.wire.imap.Extension.When.BEFORE_LOGIN;

import java.util.Arrays;
import java.util.List;

/// What we tell by CAPABILITY, in the order in which it is told, each with where it is defined. The
/// table in the README is written from this.
public enum Extension {
  /// The newer revision.
  IMAP4REV2("IMAP4rev2", "RFC 9051", ALWAYS, "the protocol"),
  /// The older revision.
  IMAP4REV1("IMAP4rev1", "RFC 3501", ALWAYS, "the protocol as older clients know it"),
  /// Literals that nobody asks for, of any size; more than LITERAL-, so that is not told.
  LITERAL_PLUS("LITERAL+", "RFC 7888", ALWAYS, "literals without waiting, LITERAL- included"),
  /// ENABLE.
  ENABLE("ENABLE", "RFC 5161", ALWAYS, "clients say what they understand"),
  /// ID.
  ID("ID", "RFC 2971", ALWAYS, "who is who"),
  /// The first response of AUTHENTICATE in its line.
  SASL_IR("SASL-IR", "RFC 4959", BEFORE_LOGIN, "AUTHENTICATE in one round trip"),
  /// STARTTLS, as long as there is no TLS.
  STARTTLS("STARTTLS", "RFC 9051", BEFORE_LOGIN, "TLS on the plain port"),
  /// AUTHENTICATE's mechanisms.
  AUTH("AUTH=…", "RFC 9051", BEFORE_LOGIN, "SASL mechanisms, as settings and directory allow"),
  /// No passwords by LOGIN.
  LOGINDISABLED("LOGINDISABLED", "RFC 9051", BEFORE_LOGIN, "no passwords in clear"),
  /// Other servers for some logins.
  LOGIN_REFERRALS(
      "LOGIN-REFERRALS", "RFC 2221", BEFORE_LOGIN, "where else mail is, if a setting says so"),
  /// UNAUTHENTICATE.
  UNAUTHENTICATE("UNAUTHENTICATE", "RFC 8437", AFTER_LOGIN, "one connection, several logins"),
  /// COMPRESS.
  COMPRESS("COMPRESS=DEFLATE", "RFC 4978", AFTER_LOGIN, "fewer octets both ways"),
  /// The largest message.
  APPENDLIMIT("APPENDLIMIT=…", "RFC 7889", AFTER_LOGIN, "the largest message"),
  /// IDLE.
  IDLE("IDLE", "RFC 2177", AFTER_LOGIN, "changes arrive by themselves"),
  /// NAMESPACE.
  NAMESPACE("NAMESPACE", "RFC 2342", AFTER_LOGIN, "where whose mailboxes are"),
  /// Attributes that say whether there are mailboxes below.
  CHILDREN("CHILDREN", "RFC 3348", AFTER_LOGIN, "whether mailboxes lie below"),
  /// UNSELECT.
  UNSELECT("UNSELECT", "RFC 3691", AFTER_LOGIN, "leave a mailbox without an expunge"),
  /// UID EXPUNGE, APPENDUID, COPYUID.
  UIDPLUS("UIDPLUS", "RFC 4315", AFTER_LOGIN, "UIDs of what was filed; UID EXPUNGE"),
  /// Several messages in one APPEND.
  MULTIAPPEND("MULTIAPPEND", "RFC 3502", AFTER_LOGIN, "several messages in one APPEND"),
  /// FETCH BINARY, literal8.
  BINARY("BINARY", "RFC 3516", AFTER_LOGIN, "parts without their transfer encoding"),
  /// MOVE.
  MOVE("MOVE", "RFC 6851", AFTER_LOGIN, "move in one step"),
  /// LIST with options.
  LIST_EXTENDED("LIST-EXTENDED", "RFC 5258", AFTER_LOGIN, "LIST with selections and returns"),
  /// STATUS in LIST.
  LIST_STATUS("LIST-STATUS", "RFC 5819", AFTER_LOGIN, "STATUS of all that is listed"),
  /// Special uses in LIST.
  SPECIAL_USE("SPECIAL-USE", "RFC 6154", AFTER_LOGIN, "what mailboxes are for"),
  /// Special uses in CREATE.
  CREATE_SPECIAL_USE("CREATE-SPECIAL-USE", "RFC 6154", AFTER_LOGIN, "make one for a purpose"),
  /// SIZE in STATUS.
  STATUS_SIZE("STATUS=SIZE", "RFC 8438", AFTER_LOGIN, "octets of a mailbox"),
  /// EMAILID, THREADID and MAILBOXID.
  OBJECTID("OBJECTID", "RFC 8474", AFTER_LOGIN, "ids that outlive moves and renames"),
  /// NOTIFY.
  NOTIFY("NOTIFY", "RFC 5465", AFTER_LOGIN, "changes of all mailboxes arrive by themselves"),
  /// GETMETADATA, SETMETADATA.
  METADATA("METADATA", "RFC 5464", AFTER_LOGIN, "notes about mailboxes and the server"),
  /// REPLACE.
  REPLACE("REPLACE", "RFC 8508", AFTER_LOGIN, "a draft gives way to the next in one step"),
  /// SEARCH RETURN.
  ESEARCH("ESEARCH", "RFC 4731", AFTER_LOGIN, "SEARCH tells what is asked of it"),
  /// SEARCH RETURN (SAVE).
  SEARCHRES("SEARCHRES", "RFC 5182", AFTER_LOGIN, "what SEARCH found, by `$`"),
  /// SORT RETURN.
  ESORT("ESORT", "RFC 5267", AFTER_LOGIN, "SORT tells what is asked of it"),
  /// RETURN (PARTIAL) of SEARCH and SORT, and PARTIAL of UID FETCH.
  PARTIAL("PARTIAL", "RFC 9394", AFTER_LOGIN, "results page by page, also from the end"),
  /// SORT.
  SORT("SORT", "RFC 5256", AFTER_LOGIN, "messages in an order"),
  /// SORT by names.
  SORT_DISPLAY("SORT=DISPLAY", "RFC 5957", AFTER_LOGIN, "an order by names as people read them"),
  /// THREAD by subject.
  THREAD_ORDEREDSUBJECT(
      "THREAD=ORDEREDSUBJECT", "RFC 5256", AFTER_LOGIN, "conversations by their subject"),
  /// THREAD by references.
  THREAD_REFERENCES(
      "THREAD=REFERENCES", "RFC 5256", AFTER_LOGIN, "conversations by what answers what"),
  /// PREVIEW in FETCH.
  PREVIEW("PREVIEW", "RFC 8970", AFTER_LOGIN, "the first words of a message"),
  /// SAVEDATE in FETCH and SEARCH.
  SAVEDATE("SAVEDATE", "RFC 8514", AFTER_LOGIN, "when a message came into its mailbox"),
  /// No sequence numbers.
  UIDONLY("UIDONLY", "RFC 9586", AFTER_LOGIN, "no sequence numbers, only UIDs"),
  /// Messages that one command works on.
  MESSAGELIMIT("MESSAGELIMIT=…", "RFC 9738", AFTER_LOGIN, "how many messages one command takes"),
  /// Messages that one COPY or APPEND saves.
  SAVELIMIT("SAVELIMIT=…", "RFC 9738", AFTER_LOGIN, "how many messages one command saves"),
  /// OLDER and YOUNGER.
  WITHIN("WITHIN", "RFC 5032", AFTER_LOGIN, "SEARCH by age in seconds"),
  /// Mod-sequences.
  CONDSTORE("CONDSTORE", "RFC 7162", AFTER_LOGIN, "only what changed since"),
  /// Quick resynchronization.
  QRESYNC("QRESYNC", "RFC 7162", AFTER_LOGIN, "what was expunged since"),
  /// UTF-8 in mailbox names and messages.
  UTF8_ACCEPT("UTF8=ACCEPT", "RFC 6855", AFTER_LOGIN, "UTF-8 in names and messages"),
  /// Access control lists.
  ACL("ACL", "RFC 4314", AFTER_LOGIN, "share mailboxes, with rights"),
  /// Which rights of RFC 2086 became several.
  RIGHTS("RIGHTS=texk", "RFC 4314", AFTER_LOGIN, "rights of the newer kind"),
  /// MYRIGHTS in LIST.
  LIST_MYRIGHTS("LIST-MYRIGHTS", "RFC 8440", AFTER_LOGIN, "MYRIGHTS of all that is listed"),
  /// Quotas.
  QUOTA("QUOTA", "RFC 9208", AFTER_LOGIN, "what an account may hold, and holds"),
  /// Quotas of octets.
  QUOTA_STORAGE("QUOTA=RES-STORAGE", "RFC 9208", AFTER_LOGIN, "octets"),
  /// Quotas of messages.
  QUOTA_MESSAGE("QUOTA=RES-MESSAGE", "RFC 9208", AFTER_LOGIN, "messages"),
  /// SETQUOTA.
  QUOTASET("QUOTASET", "RFC 9208", AFTER_LOGIN, "administrators change quotas");

  /// When a capability is told.
  public enum When {
    /// To everybody.
    ALWAYS,
    /// Until the login.
    BEFORE_LOGIN,
    /// From the login on.
    AFTER_LOGIN
  }

  private final String capability;
  private final String definition;
  private final When when;
  private final String purpose;

  Extension(String capability, String definition, When when, String purpose) {
    this.capability = capability;
    this.definition = definition;
    this.when = when;
    this.purpose = purpose;
  }

  /// Its name in CAPABILITY; `…` stands for what depends.
  public String capability() {
    return capability;
  }

  /// The RFC that defines it.
  public String definition() {
    return definition;
  }

  /// What it is good for, in a few words.
  public String purpose() {
    return purpose;
  }

  /// What is told at one time, in order.
  public static List<Extension> told(When when) {
    return Arrays.stream(values())
        .filter(extension -> extension.when == ALWAYS || extension.when == when)
        .toList();
  }
}
