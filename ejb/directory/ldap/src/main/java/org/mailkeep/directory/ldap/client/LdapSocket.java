package org.mailkeep.directory.ldap.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.directory.api.asn1.DecoderException;
import org.apache.directory.api.asn1.EncoderException;
import org.apache.directory.api.asn1.ber.Asn1Decoder;
import org.apache.directory.api.asn1.ber.tlv.TLVStateEnum;
import org.apache.directory.api.asn1.util.Asn1Buffer;
import org.apache.directory.api.ldap.codec.api.LdapApiService;
import org.apache.directory.api.ldap.codec.api.LdapApiServiceFactory;
import org.apache.directory.api.ldap.codec.api.LdapEncoder;
import org.apache.directory.api.ldap.codec.api.LdapMessageContainer;
import org.apache.directory.api.ldap.model.message.ExtendedResponse;
import org.apache.directory.api.ldap.model.message.Message;
import org.apache.directory.api.ldap.model.message.Request;
import org.mailkeep.directory.ldap.LdapServer;

/// Messages of LDAP (RFC 4511 §4.1.1) on a socket, written and read by whoever asks: a look-up
/// costs no change of threads. Whoever asks says with [#within] by when it is all over. After a
/// failure nothing else is asked here. For one thread at a time.
final class LdapSocket implements AutoCloseable {
  private static final int ROOM = 8 * 1024;

  /// The most octets of a message, and so of anything in it: room for it is made as soon as the
  /// server says how long it is, to whoever may have answered in its place.
  private static final int LONGEST = 64 << 20;

  /// The number of a message that answers nothing, such as the last one of a server that goes away
  /// (RFC 4511 §4.4).
  private static final int UNASKED = 0;

  private final LdapApiService codec = LdapApiServiceFactory.getSingleton();
  private final LdapMessageContainer<Message> answer = new LdapMessageContainer<>(codec, _ -> true);
  private final Asn1Buffer request = new Asn1Buffer();
  private final byte[] octets = new byte[ROOM];
  private final ByteBuffer input = ByteBuffer.wrap(octets).limit(0);
  private final TimedSocket plain;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int number;

  /// @param plain that is connected
  private LdapSocket(TimedSocket plain) throws IOException {
    this.plain = plain;
    this.socket = plain;
    this.in = plain.getInputStream();
    this.out = plain.getOutputStream();
    answer.setMaxPDUSize(LONGEST);
  }

  /// Connects, and encrypts when that is done from the first octet. What follows until it can be
  /// used has the rest of the time that this may take.
  ///
  /// @param trust tells whether a certificate will do
  static LdapSocket open(LdapServer server, X509TrustManager trust) throws IOException {
    var socket = new TimedSocket();
    boolean open = false;
    try {
      socket.within(server.times().create());
      var address = new InetSocketAddress(server.host(), server.port());
      if (address.isUnresolved()) {
        throw new IOException("unknown host " + server.host());
      }
      socket.connect(address, socket.left());
      socket.setTcpNoDelay(true);
      var opened = new LdapSocket(socket);
      if (server.encryption() == LdapServer.Encryption.FROM_THE_START) {
        opened.encrypt(server, trust);
      }
      open = true;
      return opened;
    } finally {
      if (!open) {
        socket.close();
      }
    }
  }

  /// Encrypts what follows. What came in plain text is not taken for a part of it.
  void encrypt(LdapServer server, X509TrustManager trust) throws IOException {
    if (input.hasRemaining()) {
      throw new IOException("the server said something between StartTLS and TLS");
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      var encrypted =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, server.host(), server.port(), true);
      encrypted.startHandshake();
      socket = encrypted;
      in = encrypted.getInputStream();
      out = encrypted.getOutputStream();
    } catch (SSLException e) {
      throw e.getCause() instanceof CertificateException cause
          ? new IOException(String.valueOf(cause.getMessage()), e)
          : e;
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS: " + e.getMessage(), e);
    }
  }

  /// How long all may take that is read from now on.
  void within(Duration time) {
    plain.within(time);
  }

  /// Sends a request, whose answers are read next.
  void send(Request message) throws IOException {
    message.setMessageId(++number);
    request.clear();
    try {
      ByteBuffer whole = LdapEncoder.encodeMessage(request, codec, message);
      out.write(whole.array(), whole.arrayOffset() + whole.position(), whole.remaining());
      out.flush();
    } catch (EncoderException e) {
      throw new IOException("no request of LDAP: " + e.getMessage(), e);
    }
  }

  /// The next answer to the last request.
  ///
  /// @throws IOException also when it does not come in time, or is none
  Message read() throws IOException {
    Message next = next();
    if (next.getMessageId() == UNASKED) {
      throw new IOException(
          "the server ends the connection"
              + (next instanceof ExtendedResponse last
                  ? ": " + last.getLdapResult().getDiagnosticMessage()
                  : ""));
    }
    if (next.getMessageId() != number) {
      throw new IOException("an answer to another question");
    }
    return next;
  }

  private Message next() throws IOException {
    try {
      do {
        if (!input.hasRemaining()) {
          fill();
        }
        Asn1Decoder.decode(input, answer);
      } while (answer.getState() != TLVStateEnum.PDU_DECODED);
      Message next = answer.getMessage();
      answer.clean();
      return next;
    } catch (DecoderException e) {
      throw new IOException("no answer of LDAP: " + e.getMessage(), e);
    }
  }

  private void fill() throws IOException {
    int count = in.read(octets);
    if (count < 0) {
      throw new IOException("the server has closed the connection");
    }
    input.position(0).limit(count);
  }

  /// Whether it has not been closed here.
  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
