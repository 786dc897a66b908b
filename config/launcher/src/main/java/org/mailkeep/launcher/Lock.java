package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/// Held while a command changes an instance, so that two do not start it at once.
final class Lock implements AutoCloseable {

  private final FileChannel channel;

  private Lock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock at once.
  ///
  /// @throws Failure when another command has it
  static Lock take(InstanceFolder instance) throws IOException, Failure {
    FileChannel channel =
        FileChannel.open(instance.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw Failure.of("another config/mailkeep is busy with " + instance.home());
    }
    return new Lock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
