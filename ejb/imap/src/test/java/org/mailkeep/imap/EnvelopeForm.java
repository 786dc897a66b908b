package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Value;

/// Changes parts of envelopes, those in structures, too (RFC 9051 §7.5.2).
final class EnvelopeForm {
  private static final List<String> FIELDS =
      List.of(
          "date",
          "subject",
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "in-reply-to",
          "message-id");

  private static final List<Integer> ADDRESSES = List.of(2, 3, 4, 5, 6, 7);

  /// Changes the value of a field.
  interface Change {
    Value of(String field, Value value);
  }

  private EnvelopeForm() {}

  /// Changes lists of addresses.
  static Value lists(Difference difference, Value value, Change change) {
    return places(difference, value, ADDRESSES, change);
  }

  /// Changes each address into any number of them.
  static Value addresses(
      Difference difference, Value value, Function<List<Value>, List<Value>> change) {
    return lists(
        difference,
        value,
        (_, list) -> {
          List<Value> changed = new ArrayList<>();
          if (list instanceof Group(List<Value> all)) {
            for (Value one : all) {
              changed.addAll(
                  one instanceof Group(List<Value> parts) ? change.apply(parts) : List.of(one));
            }
          }
          return changed.isEmpty() ? Atom.NIL : new Group(changed);
        });
  }

  /// Changes lists of addresses of an envelope.
  static Value listsOf(Value envelope, Change change) {
    return places(envelope, ADDRESSES, change);
  }

  private static Value places(
      Difference difference, Value value, List<Integer> places, Change change) {
    return new BodyForm(text -> text, envelope -> places(envelope, places, change), false)
        .of(difference, value);
  }

  private static Value places(Value envelope, List<Integer> places, Change change) {
    if (!(envelope instanceof Group(List<Value> list)) || list.size() != FIELDS.size()) {
      return envelope;
    }
    List<Value> values = new ArrayList<>(list);
    for (int place : places) {
      values.set(place, change.of(FIELDS.get(place), values.get(place)));
    }
    return new Group(values);
  }
}
