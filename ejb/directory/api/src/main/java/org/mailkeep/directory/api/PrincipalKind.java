package org.mailkeep.directory.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an entry of a directory is. Whoever adds a kind says here what holds for it, and nothing
/// else has to ask which kind it is; what each kind can be told is in `PrincipalFields` of the
/// administration.
public enum PrincipalKind {
  /// Somebody who logs in and has mail here.
  INDIVIDUAL(0, "individual", Trait.LOGS_IN, Trait.KEEPS_MAIL),
  /// Several people; mail for them is kept once, as the group's own.
  GROUP(1, "group", Trait.KEEPS_MAIL, Trait.HAS_MEMBERS),
  /// A mailing list: what comes for it goes on to everyone who is on it.
  LIST(2, "list", Trait.HAS_MEMBERS),
  /// A thing that can be booked, such as a projector. Nobody logs in to it.
  RESOURCE(3, "resource", Trait.KEEPS_MAIL),
  /// A room that can be booked. Nobody logs in to it.
  LOCATION(4, "location", Trait.KEEPS_MAIL);

  private enum Trait {
    LOGS_IN,
    KEEPS_MAIL,
    HAS_MEMBERS
  }

  private final int code;
  private final String word;
  private final boolean logsIn;
  private final boolean keepsMail;
  private final boolean hasMembers;

  PrincipalKind(int code, String word, Trait... traits) {
    this.code = code;
    this.word = word;
    List<Trait> all = List.of(traits);
    this.logsIn = all.contains(Trait.LOGS_IN);
    this.keepsMail = all.contains(Trait.KEEPS_MAIL);
    this.hasMembers = all.contains(Trait.HAS_MEMBERS);
  }

  /// The number under which it is stored; it never changes.
  public int code() {
    return code;
  }

  /// What interfaces call it.
  public String word() {
    return word;
  }

  /// Whether somebody can log in to it.
  public boolean logsIn() {
    return logsIn;
  }

  /// Whether it has mailboxes.
  public boolean keepsMail() {
    return keepsMail;
  }

  /// Whether it stands for others.
  public boolean hasMembers() {
    return hasMembers;
  }

  /// The kind with a number; empty for one of a later version.
  public static Optional<PrincipalKind> ofCode(long code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
  }

  /// The kind that interfaces call so.
  public static Optional<PrincipalKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
