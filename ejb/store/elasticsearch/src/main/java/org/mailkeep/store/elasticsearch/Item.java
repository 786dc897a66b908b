package org.mailkeep.store.elasticsearch;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchField;
import org.mailkeep.store.api.SearchToken;

/// One change of a bulk request.
///
/// @param lines of JSON, each with its end
record Item(byte[] lines) {
  private interface Line {
    void write(JsonWriter json) throws IOException;
  }

  /// Puts a document into the place that is its own. One that is there says the same, but nobody
  /// may have flushed it yet.
  static Item index(SearchDocument document) {
    String account = Long.toString(document.account().value());
    long email = document.email().value();
    return of(
        json -> action(json, "index", account, email),
        json -> {
          json.beginObject();
          json.name(Shape.ACCOUNT).value(account);
          json.name(Shape.EMAIL).value(email);
          texts(json, document);
          json.endObject();
        });
  }

  /// Removes a document, if it is there.
  static Item delete(AccountId account, long email) {
    return of(json -> action(json, "delete", Long.toString(account.value()), email));
  }

  private static Item of(Line... lines) {
    var octets = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(octets, StandardCharsets.UTF_8)) {
      for (Line line : lines) {
        line.write(new JsonWriter(out));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("into memory", e);
    }
    return new Item(octets.toByteArray());
  }

  private static void action(JsonWriter json, String action, String account, long email)
      throws IOException {
    json.beginObject().name(action).beginObject();
    json.name("_id").value(account + "-" + email);
    json.name("routing").value(account);
    json.endObject().endObject();
  }

  private static void texts(JsonWriter json, SearchDocument document) throws IOException {
    Terms terms = Terms.of(document.account());
    String language = document.language();
    for (SearchField field : SearchField.values()) {
      List<List<SearchToken>> texts = document.texts(field);
      texts(json, Terms.words(field), texts, token -> terms.word(token.word()));
      if (field != SearchField.ID) {
        texts(json, Terms.stems(field), texts, token -> terms.stem(language, token.stem()));
      }
    }
  }

  private static void texts(
      JsonWriter json,
      String name,
      List<List<SearchToken>> texts,
      Function<SearchToken, String> term)
      throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    for (List<SearchToken> text : texts) {
      json.value(text.stream().map(term).collect(Collectors.joining(" ")));
    }
    json.endArray();
  }
}
