package org.mailkeep.wire.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// TLS between a connection's channel and its input and output. One thread reads; writes may come
/// from several, one at a time.
///
/// It drives an engine instead of a socket of its own, so that a connection that waits holds a
/// small buffer for the next record's beginning and nothing else, and waits with a shallow stack.
final class TlsLayer {

  private static final int HEADER = 5;
  private static final int SMALL = 256;
  private static final int LONGEST_RECORD = HEADER + (16 * 1024) + 2048;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final RecordBuffers buffers;
  private final SocketChannel channel;
  private final ReentrantLock encrypting = new ReentrantLock();
  private ByteBuffer net = ByteBuffer.allocate(SMALL).flip();
  private ByteBuffer plain = NONE;
  private boolean flowing;
  private boolean ended;

  TlsLayer(SSLEngine engine, RecordBuffers buffers, SocketChannel channel) {
    this.engine = engine;
    this.buffers = buffers;
    this.channel = channel;
  }

  /// Agrees on keys.
  ///
  /// @throws IOException when the peer does not, or closes
  void handshake() throws IOException {
    try {
      engine.beginHandshake();
      var status = engine.getHandshakeStatus();
      while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
        status = step(status);
      }
    } catch (SSLException e) {
      sendAlert();
      throw e;
    }
  }

  private HandshakeStatus step(HandshakeStatus status) throws IOException {
    return switch (status) {
      case NEED_TASK -> {
        runTasks();
        yield engine.getHandshakeStatus();
      }
      case NEED_WRAP -> encrypt(NONE);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        if (!awaitRecord()) {
          throw new SSLException("closed by the peer");
        }
        var result = engine.unwrap(net, NONE);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
          throw new SSLException("ended by the peer");
        }
        yield result.getHandshakeStatus();
      }
      case FINISHED, NOT_HANDSHAKING -> status;
    };
  }

  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /// Tells the peer why, when the engine knows.
  private void sendAlert() {
    try {
      for (int i = 0; i < 3 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
        encrypt(NONE);
      }
    } catch (IOException _) {
      // The handshake failed already.
    }
  }

  /// Decrypted octets, at least one; -1 at the end.
  int read(byte[] target, int from, int length) throws IOException {
    while (!plain.hasRemaining()) {
      if (ended || !awaitRecord()) {
        return -1;
      }
      int direct = decrypt(target, from, length);
      if (direct > 0) {
        return direct;
      }
    }
    int count = Math.min(length, plain.remaining());
    plain.get(target, from, count);
    if (!plain.hasRemaining()) {
      plain = NONE;
    }
    return count;
  }

  /// Decrypts one record: into the target when it fits, else into a buffer of its own size.
  ///
  /// @return octets in the target
  private int decrypt(byte[] target, int from, int length) throws IOException {
    var direct = ByteBuffer.wrap(target, from, length);
    var result = engine.unwrap(net, direct);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      var own = ByteBuffer.allocate(recordLength());
      result = engine.unwrap(net, own);
      plain = own.flip();
    }
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      ended = true;
    } else {
      afterRecord(result.getHandshakeStatus());
    }
    return direct.position() - from;
  }

  /// TLS 1.3 goes on shaking hands: new keys, tickets.
  private void afterRecord(HandshakeStatus first) throws IOException {
    var status = first;
    while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
        status = engine.getHandshakeStatus();
      } else {
        status = encrypt(NONE);
      }
    }
  }

  private int recordLength() {
    int at = net.position();
    return HEADER + ((net.get(at + 3) & 0xff) << 8 | (net.get(at + 4) & 0xff));
  }

  /// Waits until a whole record is here.
  ///
  /// @return false when the peer has closed
  /// @throws SSLException when what is here is no record
  private boolean awaitRecord() throws IOException {
    while (net.remaining() < HEADER || net.remaining() < recordLength()) {
      int need = net.remaining() < HEADER ? HEADER : recordLength();
      if (need > LONGEST_RECORD) {
        throw new SSLException("not TLS");
      }
      if (!receive(need)) {
        return false;
      }
    }
    return true;
  }

  private boolean receive(int need) throws IOException {
    makeRoom(need);
    int got = channel.read(net);
    flowing = !net.hasRemaining();
    net.flip();
    return got >= 0;
  }

  /// Makes the buffer as large as it must be and ready to be filled.
  private void makeRoom(int need) {
    int size = Math.max(need, flowing ? LONGEST_RECORD : SMALL);
    if (net.capacity() >= size && (net.hasRemaining() || net.capacity() == size)) {
      net.compact();
    } else {
      net = ByteBuffer.allocate(size).put(net);
    }
  }

  /// Encrypts and sends.
  void write(byte[] octets, int from, int length) throws IOException {
    var source = ByteBuffer.wrap(octets, from, length);
    while (source.hasRemaining()) {
      encrypt(source);
    }
  }

  private HandshakeStatus encrypt(ByteBuffer source) throws IOException {
    var record = buffers.take(engine.getSession().getPacketBufferSize());
    encrypting.lock();
    try {
      var result = engine.wrap(source, record);
      Channels.write(channel, record.array(), record.arrayOffset(), record.position());
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
        throw new SSLException("closed");
      }
      return result.getHandshakeStatus();
    } finally {
      encrypting.unlock();
      buffers.give(record);
    }
  }

  /// Tells the peer that no more comes, when nobody is writing.
  void end() {
    if (!encrypting.tryLock()) {
      return;
    }
    try {
      engine.closeOutbound();
      encrypt(NONE);
    } catch (IOException _) {
      // The peer is gone already.
    } finally {
      encrypting.unlock();
    }
  }

  /// What SASL may know of it.
  ///
  /// @param accepted whether we are the server
  TlsChannel channel(boolean accepted) {
    return new TlsChannel(engine, accepted);
  }

  /// What was agreed on.
  TlsInfo info() {
    return TlsInfos.of(engine);
  }
}
