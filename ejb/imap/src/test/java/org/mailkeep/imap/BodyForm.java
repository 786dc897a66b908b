package org.mailkeep.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mailkeep.imap.FetchReader.Atom;
import org.mailkeep.imap.FetchReader.Group;
import org.mailkeep.imap.FetchReader.Text;
import org.mailkeep.imap.FetchReader.Value;

/// Changes parts of a BODY or BODYSTRUCTURE (RFC 9051 §7.5.2).
///
/// @param name changes types, encodings, and names of parameters
/// @param envelope changes envelopes
/// @param bare takes the default charset away
record BodyForm(UnaryOperator<String> name, UnaryOperator<Value> envelope, boolean bare) {
  private static final List<Value> DEFAULT = List.of(new Text("charset"), new Text("us-ascii"));

  /// The value of an item, changed if it is one of these.
  Value of(Difference difference, Value value) {
    if (difference.isEnvelope()) {
      return envelope.apply(value);
    }
    return difference.isBody() && value instanceof Group body ? body(body) : value;
  }

  private Value body(Group body) {
    List<Value> values = new ArrayList<>(body.values());
    if (values.isEmpty() || !(values.getFirst() instanceof Text)) {
      multipart(values);
      return new Group(values);
    }
    if (values.size() < 7) {
      return body; // no single part looks so
    }
    for (int place : new int[] {0, 1, 5}) {
      values.set(place, named(values.get(place)));
    }
    boolean text = values.getFirst() instanceof Text(String type) && type.equalsIgnoreCase("text");
    values.set(2, parameters(bare && text ? bare(values.get(2)) : values.get(2)));
    boolean message = values.size() > 9 && values.get(7) instanceof Group;
    if (message && values.get(8) instanceof Group inner) {
      values.set(7, envelope.apply(values.get(7)));
      values.set(8, body(inner));
    }
    int disposition = 8 + (message ? 3 : text ? 1 : 0);
    disposition(values, disposition);
    return new Group(values);
  }

  private void multipart(List<Value> values) {
    int at = 0;
    while (at < values.size() && values.get(at) instanceof Group part) {
      values.set(at++, body(part));
    }
    values.set(at, named(values.get(at)));
    if (at + 1 < values.size()) {
      values.set(at + 1, parameters(values.get(at + 1)));
      disposition(values, at + 2);
    }
  }

  private void disposition(List<Value> values, int at) {
    if (at < values.size() && values.get(at) instanceof Group(List<Value> parts)) {
      values.set(at, new Group(List.of(named(parts.get(0)), parameters(parts.get(1)))));
    }
  }

  private Value named(Value value) {
    return value instanceof Text(String text) ? new Text(name.apply(text)) : value;
  }

  private static Value bare(Value parameters) {
    if (!(parameters instanceof Group(List<Value> list))) {
      return parameters;
    }
    int last = list.size() - 2;
    boolean added = list.subList(last, list.size()).equals(DEFAULT);
    if (!added) {
      return parameters;
    }
    return last == 0 ? Atom.NIL : new Group(list.subList(0, last));
  }

  private Value parameters(Value value) {
    if (!(value instanceof Group(List<Value> list))) {
      return value;
    }
    List<Value> values = new ArrayList<>(list);
    for (int i = 0; i < values.size(); i += 2) {
      values.set(i, named(values.get(i)));
    }
    return new Group(values);
  }
}
