package org.mailkeep.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.ContentType;
import org.mailkeep.mime.Disposition;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.Extent;
import org.mailkeep.mime.Labels;
import org.mailkeep.mime.MessageStructure;
import org.mailkeep.mime.Parameter;
import org.mailkeep.mime.Parameters;
import org.mailkeep.mime.Part;
import org.mailkeep.store.api.RecordReader;
import org.mailkeep.store.api.RecordWriter;
import org.mailkeep.store.api.StoreException;

/// The stored form of a message's structure. What has its usual value is left out.
public final class StructureCodec {
  private static final String SEVEN_BIT = "7bit";

  private StructureCodec() {}

  /// The record of a structure.
  public static byte[] encode(MessageStructure structure) {
    return new RecordWriter()
        .octets(1, part(structure.root()))
        .number(2, structure.size())
        .texts(3, structure.references())
        .bytes();
  }

  /// The structure of a record.
  ///
  /// @throws StoreException.Corrupt when it is none
  public static MessageStructure decode(byte[] record) {
    RecordReader in = new RecordReader(record);
    Part root = null;
    long size = 0;
    List<String> references = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> root = part(in.octets());
        case 2 -> size = in.number();
        case 3 -> references.add(in.text());
        default -> {} // a later version's
      }
    }
    if (root == null || root.envelope() == null) {
      throw new StoreException.Corrupt("structure of a message");
    }
    return new MessageStructure(root, size, references);
  }

  /// What the header of a message says, of all that its record says.
  ///
  /// @param references message ids of the References field, oldest first
  record Header(Envelope envelope, List<String> references) {}

  /// The header of a record. Its parts are passed over.
  ///
  /// @throws StoreException.Corrupt when it is none
  static Header header(byte[] record) {
    RecordReader in = new RecordReader(record);
    Envelope envelope = null;
    List<String> references = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> envelope = envelope(in.octets());
        case 3 -> references.add(in.text());
        default -> {} // of no use here
      }
    }
    if (envelope == null) {
      throw new StoreException.Corrupt("structure of a message");
    }
    return new Header(envelope, references);
  }

  private static @Nullable Envelope envelope(byte[] part) {
    RecordReader in = new RecordReader(part);
    while (in.next()) {
      if (in.field() == 16) {
        return EnvelopeCodec.decode(in.octets());
      }
    }
    return null;
  }

  private static byte[] part(Part part) {
    RecordWriter out = new RecordWriter();
    if (!part.type().equals(ContentType.TEXT_PLAIN)) {
      out.text(1, part.type().type()).text(2, part.type().subtype());
      parameters(out, 3, part.type().parameters());
    }
    if (!part.encoding().equals(SEVEN_BIT)) {
      out.text(4, part.encoding());
    }
    Disposition disposition = part.disposition();
    if (disposition != null) {
      out.text(5, disposition.kind());
      parameters(out, 6, disposition.parameters());
    }
    labels(out, part.labels());
    Extent extent = part.extent();
    out.number(12, extent.headerStart())
        .number(13, extent.headerSize())
        .number(14, extent.bodySize())
        .number(15, extent.lines());
    if (part.envelope() != null) {
      out.octets(16, EnvelopeCodec.encode(part.envelope()));
    }
    part.parts().forEach(child -> out.octets(17, part(child)));
    return out.bytes();
  }

  private static void labels(RecordWriter out, Labels labels) {
    text(out, 7, labels.id());
    text(out, 8, labels.description());
    text(out, 9, labels.md5());
    text(out, 10, labels.location());
    out.texts(11, labels.languages());
  }

  private static void text(RecordWriter out, int field, @Nullable String text) {
    if (text != null) {
      out.text(field, text);
    }
  }

  private static void parameters(RecordWriter out, int field, Parameters parameters) {
    for (Parameter parameter : parameters.list()) {
      out.octets(
          field, new RecordWriter().text(1, parameter.name()).text(2, parameter.value()).bytes());
    }
  }

  private static Part part(byte[] record) {
    RecordReader in = new RecordReader(record);
    PartFields fields = new PartFields();
    while (in.next()) {
      switch (in.field()) {
        case 1, 2, 4, 5, 7, 8, 9, 10 -> fields.texts[in.field()] = in.text();
        case 3 -> fields.typeParameters.add(parameter(in.octets()));
        case 6 -> fields.dispositionParameters.add(parameter(in.octets()));
        case 11 -> fields.languages.add(in.text());
        case 12, 13, 14, 15 -> fields.numbers[in.field()] = in.number();
        case 16 -> fields.envelope = EnvelopeCodec.decode(in.octets());
        case 17 -> fields.parts.add(part(in.octets()));
        default -> {} // a later version's
      }
    }
    return fields.part();
  }

  private static Parameter parameter(byte[] record) {
    RecordReader in = new RecordReader(record);
    String name = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> value = in.text();
        default -> {} // a later version's
      }
    }
    return new Parameter(name, value);
  }

  /// The fields of a part by their numbers.
  private static final class PartFields {
    final @Nullable String[] texts = new @Nullable String[11];
    final long[] numbers = new long[16];
    final List<Parameter> typeParameters = new ArrayList<>();
    final List<Parameter> dispositionParameters = new ArrayList<>();
    final List<String> languages = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    @Nullable Envelope envelope;

    Part part() {
      String encoding = texts[4];
      long bodyStart = numbers[12] + numbers[13];
      return new Part(
          type(),
          encoding == null ? SEVEN_BIT : encoding,
          disposition(),
          labels(),
          new Extent(numbers[12], bodyStart, bodyStart + numbers[14], (int) numbers[15]),
          envelope,
          parts);
    }

    private ContentType type() {
      String type = texts[1];
      String subtype = texts[2];
      return type == null || subtype == null
          ? ContentType.TEXT_PLAIN
          : new ContentType(type, subtype, parameters(typeParameters));
    }

    private @Nullable Disposition disposition() {
      String kind = texts[5];
      return kind == null ? null : new Disposition(kind, parameters(dispositionParameters));
    }

    private Labels labels() {
      boolean none = texts[7] == null && texts[8] == null && texts[9] == null && texts[10] == null;
      return none && languages.isEmpty()
          ? Labels.NONE
          : new Labels(texts[7], texts[8], texts[9], texts[10], languages);
    }

    private static Parameters parameters(List<Parameter> list) {
      return list.isEmpty() ? Parameters.NONE : new Parameters(list);
    }
  }
}
