package org.mailkeep.store.api;

/// A consistent view. It lives at most five seconds and spans no wait for a client; longer readers
/// page by key.
public interface Snapshot extends Reader, AutoCloseable {
  @Override
  void close();
}
