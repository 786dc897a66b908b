package org.mailkeep.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes the fields of an envelope as they come.
final class EnvelopeCollector {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, List<HeaderAddress>> addresses = new HashMap<>();

  void field(String name, String text) {
    switch (name) {
      case "date", "subject", "in-reply-to", "message-id" -> texts.putIfAbsent(name, text);
      default ->
          addresses.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(AddressParser.parse(text));
    }
  }

  Envelope build() {
    return new Envelope(
        texts.get("date"),
        texts.get("subject"),
        list("from"),
        list("sender"),
        list("reply-to"),
        list("to"),
        list("cc"),
        list("bcc"),
        texts.get("in-reply-to"),
        texts.get("message-id"));
  }

  private List<HeaderAddress> list(String name) {
    return addresses.getOrDefault(name, List.of());
  }
}
