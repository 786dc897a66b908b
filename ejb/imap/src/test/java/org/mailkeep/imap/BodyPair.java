package org.mailkeep.imap;

import java.util.List;
import java.util.function.BiPredicate;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;

/// Two BODYs of the same message.
record BodyPair(Value ours, Value theirs) {
  private static final int ENCODING = 5;
  private static final int OCTETS = 6;
  private static final int INNER = 8;

  /// Whether one of our parts without parts is a multipart there, whose only part is empty.
  static boolean hasMadeUpPart(BodyPair bodies) {
    return any(
        bodies.ours,
        bodies.theirs,
        (here, there) -> isSingle(here) && !isSingle(there) && isEmpty(there.getFirst()));
  }

  /// Whether they read a message in an encoding that hides it.
  static boolean hasEncodedMessage(BodyPair bodies) {
    return any(
        bodies.theirs,
        bodies.theirs,
        (part, _) ->
            isMessage(part)
                && part.get(ENCODING) instanceof Text(String encoding)
                && encoding.matches("(?i)base64|quoted-printable"));
  }

  /// Whether one of our messages in the message has no text.
  static boolean hasEmptyMessage(BodyPair bodies) {
    return any(bodies.ours, bodies.ours, (part, _) -> isMessage(part) && isEmpty(part.get(INNER)));
  }

  /// Whether one of our empty texts is a message there.
  static boolean hasEmptyText(BodyPair bodies) {
    return any(
        bodies.ours,
        bodies.theirs,
        (here, there) -> isEmpty(new Group(here)) && !isMessage(here) && isMessage(there));
  }

  private static boolean isSingle(List<Value> part) {
    return !part.isEmpty() && part.getFirst() instanceof Text;
  }

  private static boolean isMessage(List<Value> part) {
    return isSingle(part) && part.size() > INNER + 1 && part.get(INNER) instanceof Group;
  }

  private static boolean isEmpty(Value part) {
    return part instanceof Group(List<Value> values)
        && isSingle(values)
        && values.size() > OCTETS
        && values.get(OCTETS).equals(new Atom("0"));
  }

  private static boolean any(
      Value ours, Value theirs, BiPredicate<List<Value>, List<Value>> wanted) {
    if (!(ours instanceof Group(List<Value> here))
        || !(theirs instanceof Group(List<Value> there))) {
      return false;
    }
    if (wanted.test(here, there)) {
      return true;
    }
    if (isMessage(here) && isMessage(there)) {
      return any(here.get(INNER), there.get(INNER), wanted);
    }
    boolean found = false;
    for (int i = 0;
        !isSingle(here) && !isSingle(there) && i < Math.min(here.size(), there.size());
        i++) {
      found |= any(here.get(i), there.get(i), wanted);
    }
    return found;
  }
}
