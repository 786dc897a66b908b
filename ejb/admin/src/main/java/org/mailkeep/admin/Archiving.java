package org.mailkeep.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.mailkeep.kernel.Progress;

/// Writes what the server holds into an archive, and reads one into an empty store.
public interface Archiving {
  /// Writes an archive of this moment while the server works; the stream stays open.
  ///
  /// @return how many entries
  /// @throws IOException when the stream takes no more
  long export(OutputStream out, Progress progress) throws IOException, InterruptedException;

  /// What speaks against an import before it begins; nothing when it can begin.
  ///
  /// @param to a store of the configuration
  List<FieldError> problems(String to);

  /// Reads an archive into a store that has no role.
  ///
  /// @param use whether the file names it as the store of the data role afterwards, from the next
  ///   start on
  /// @return how many entries
  /// @throws IOException when the archive is none, cut off or damaged; nothing uses the store then
  long load(String to, boolean use, InputStream in, Progress progress) throws IOException;
}
