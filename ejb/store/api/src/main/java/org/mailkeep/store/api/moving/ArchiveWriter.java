package org.mailkeep.store.api.moving;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.mailkeep.kernel.BlobHash;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Subspace;

/// Writes an [Archive]. A later record of a key stands for the earlier ones. For one thread.
final class ArchiveWriter {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest hash = sha256();
  private final GZIPOutputStream zipped;
  private final DataOutputStream out;
  private long records;

  /// @param form of the stored records
  /// @param time milliseconds since 1970
  ArchiveWriter(OutputStream stream, int form, long time, String release) throws IOException {
    stream.write(Archive.MAGIC);
    zipped = new Quick(stream);
    out =
        new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(zipped, hash), BUFFER));
    kind(Archive.Kind.HEAD);
    out.writeInt(form);
    out.writeLong(time);
    octets(release.getBytes(StandardCharsets.UTF_8));
  }

  /// What a key holds.
  void put(Subspace space, byte[] key, byte[] value) throws IOException {
    kind(Archive.Kind.PUT);
    out.writeByte(space.code());
    octets(key);
    out.writeInt(value.length);
    out.write(value);
  }

  /// That a key holds nothing.
  void delete(Subspace space, byte[] key) throws IOException {
    kind(Archive.Kind.DELETE);
    out.writeByte(space.code());
    octets(key);
  }

  /// That a range holds nothing but what follows.
  void delete(Mutation.DeleteRange each) throws IOException {
    kind(Archive.Kind.DELETE_RANGE);
    Range range = each.range();
    byte[] to = range.to();
    out.writeByte(each.space().code());
    octets(range.from());
    out.writeBoolean(to != null);
    if (to != null) {
      octets(to);
    }
  }

  /// The octets of a blob that lie outside the data store.
  void blob(BlobHash blob, long size, InputStream octets) throws IOException {
    kind(Archive.Kind.BLOB);
    out.write(blob.octets());
    out.writeLong(size);
    long copied = octets.transferTo(out);
    if (copied != size) {
      throw new IOException("blob " + blob + " has " + copied + " octets of " + size);
    }
  }

  /// Ends it; the stream below stays open.
  void end() throws IOException {
    out.flush();
    long before = records;
    byte[] sum = hash.digest();
    out.writeByte(Archive.Kind.END.code());
    out.writeLong(before);
    out.write(sum);
    out.flush();
    zipped.finish();
    zipped.flush();
  }

  private void kind(Archive.Kind kind) throws IOException {
    records++;
    out.writeByte(kind.code());
  }

  private void octets(byte[] some) throws IOException {
    out.writeShort(some.length);
    out.write(some);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The server has other things to do, and mail that is compressed already gets no smaller.
  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
