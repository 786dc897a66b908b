package org.mailkeep.wire.imap;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.mime.Disposition;
import org.mailkeep.mime.Envelope;
import org.mailkeep.mime.HeaderAddress;
import org.mailkeep.mime.HeaderAddress.Group;
import org.mailkeep.mime.HeaderAddress.Mailbox;
import org.mailkeep.mime.Parameter;
import org.mailkeep.mime.Part;

/// Writes envelopes and body structures (RFC 9051 §7.5.2, §9).
final class StructureEncoder {
  private final ByteOutput out;
  private final boolean unicode;

  StructureEncoder(ByteOutput out, boolean unicode) {
    this.out = out;
    this.unicode = unicode;
  }

  // envelope = "(" env-date SP env-subject SP env-from SP env-sender SP env-reply-to SP env-to SP
  //            env-cc SP env-bcc SP env-in-reply-to SP env-message-id ")"
  void envelope(Envelope envelope) throws IOException {
    out.put('(');
    nstring(envelope.date());
    space().nstring(envelope.subject());
    space().addresses(envelope.from());
    space().addresses(envelope.effectiveSender());
    space().addresses(envelope.effectiveReplyTo());
    space().addresses(envelope.to());
    space().addresses(envelope.cc());
    space().addresses(envelope.bcc());
    space().nstring(envelope.inReplyTo());
    space().nstring(envelope.messageId());
    out.put(')');
  }

  private StructureEncoder space() throws IOException {
    out.put(' ');
    return this;
  }

  // nstring = string / nil
  private void nstring(@Nullable String text) throws IOException {
    if (text == null) {
      out.ascii("NIL");
    } else {
      out.string(text, unicode);
    }
  }

  private void addresses(List<HeaderAddress> addresses) throws IOException {
    if (addresses.isEmpty()) {
      out.ascii("NIL");
      return;
    }
    out.put('(');
    for (HeaderAddress address : addresses) {
      switch (address) {
        case Mailbox mailbox -> mailbox(mailbox);
        case Group(String name, List<Mailbox> members) -> {
          out.ascii("(NIL NIL ").string(name, unicode).ascii(" NIL)");
          for (Mailbox member : members) {
            mailbox(member);
          }
          out.ascii("(NIL NIL NIL NIL)");
        }
      }
    }
    out.put(')');
  }

  // address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"; a NIL host means a group,
  // so that a missing one is an empty string
  private void mailbox(Mailbox mailbox) throws IOException {
    out.put('(');
    nstring(mailbox.name());
    space().nstring(mailbox.route());
    out.put(' ').string(mailbox.local(), unicode);
    out.put(' ').string(mailbox.domain(), unicode).put(')');
  }

  // body = "(" (body-type-1part / body-type-mpart) ")"
  void body(Part part, boolean extended) throws IOException {
    out.put('(');
    if (part.isMultipart()) {
      multipart(part, extended);
    } else {
      single(part, extended);
    }
    out.put(')');
  }

  // body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]
  private void multipart(Part part, boolean extended) throws IOException {
    for (Part child : part.parts()) {
      body(child, extended);
    }
    out.put(' ').string(part.type().subtype(), unicode);
    if (extended) {
      space().parameters(part.type().parameters().joined());
      extension(part);
    }
  }

  // body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]
  private void single(Part part, boolean extended) throws IOException {
    boolean unread = part.type().isMessage() && !part.isMessage();
    if (unread) {
      out.ascii("\"application\" \"octet-stream\" ");
    } else {
      out.string(part.type().type(), unicode).put(' ');
      out.string(part.type().subtype(), unicode).put(' ');
    }
    parameters(part.type().parameters().joined());
    space().nstring(part.labels().id());
    space().nstring(part.labels().description());
    out.put(' ').string(part.encoding().toUpperCase(Locale.ROOT), unicode);
    out.put(' ').number(part.extent().bodySize());
    if (part.isMessage()) {
      message(part, extended);
    } else if (part.type().is("text")) {
      out.put(' ').number(part.extent().lines());
    }
    if (extended) {
      space().nstring(part.labels().md5());
      extension(part);
    }
  }

  // body-type-msg = media-message SP body-fields SP envelope SP body SP body-fld-lines
  private void message(Part part, boolean extended) throws IOException {
    Part inner = part.message();
    Envelope envelope = inner.envelope();
    space().envelope(envelope == null ? Envelope.EMPTY : envelope);
    space().body(inner, extended);
    out.put(' ').number(part.extent().lines());
  }

  // body-fld-param = "(" string SP string *(SP string SP string) ")" / nil
  private void parameters(List<Parameter> parameters) throws IOException {
    if (parameters.isEmpty()) {
      out.ascii("NIL");
      return;
    }
    char before = '(';
    for (Parameter parameter : parameters) {
      out.put(before).string(parameter.name(), unicode);
      out.put(' ').string(parameter.value(), unicode);
      before = ' ';
    }
    out.put(')');
  }

  // body-fld-dsp SP body-fld-lang SP body-fld-loc
  private void extension(Part part) throws IOException {
    Disposition disposition = part.disposition();
    out.put(' ');
    if (disposition == null) {
      out.ascii("NIL");
    } else {
      out.put('(').string(disposition.kind(), unicode);
      space().parameters(disposition.parameters().joined());
      out.put(')');
    }
    space().languages(part.labels().languages());
    space().nstring(part.labels().location());
  }

  // body-fld-lang = nstring / "(" string *(SP string) ")"
  private void languages(List<String> languages) throws IOException {
    if (languages.isEmpty()) {
      out.ascii("NIL");
      return;
    }
    char before = '(';
    for (String language : languages) {
      out.put(before).string(language, unicode);
      before = ' ';
    }
    out.put(')');
  }
}
