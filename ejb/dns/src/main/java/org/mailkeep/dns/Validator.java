package org.mailkeep.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.dnssec.ValidatingResolver;

/// Proves answers by DNSSEC from a trust anchor on. What lies below no anchor, or in a zone that is
/// provably not signed, passes as not authentic; what contradicts its signatures does not pass.
final class Validator implements Questions {
  /// One answer may take several questions, for the keys of each zone from the anchor on.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// Kept, so that its level is: whoever spoils a zone must not fill our log.
  private static final Logger DNSJAVA = Logger.getLogger("org.xbill.DNS.dnssec");

  private final ValidatingResolver resolver;
  private final Executor executor;

  Validator(NameServers servers, AnswerRules.Validation how, ThreadFactory threads) {
    DNSJAVA.setLevel(Level.OFF);
    this.executor = task -> threads.newThread(task).start();
    this.resolver =
        new ValidatingResolver(new Head(servers, executor), how.clock().withZone(ZoneOffset.UTC));
    resolver.setAddReasonToAdditional(false);
    try {
      resolver.loadTrustAnchors(
          new ByteArrayInputStream(how.anchors().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Message ask(Name name, int type) throws IOException {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    try {
      Message answer =
          resolver
              .sendAsync(query, executor)
              .toCompletableFuture()
              .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      int code = answer.getRcode();
      if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
        throw new IOException("DNSSEC: bogus" + reason(answer));
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("DNSSEC: not proven within " + LONGEST.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IOException failure(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
      cause = cause.getCause();
    }
    return new IOException(cause instanceof IOException ? cause.getMessage() : "" + cause, cause);
  }

  /// Why an answer does not hold, as its extended error says (RFC 8914).
  private static String reason(Message answer) {
    OPTRecord options = answer.getOPT();
    if (options == null) {
      return "";
    }
    for (EDNSOption each : options.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
      if (each instanceof ExtendedErrorCodeOption error && error.getText() != null) {
        return ", " + error.getText();
      }
    }
    return "";
  }

  /// Our name servers as dnsjava asks them.
  ///
  /// @param own runs questions, which block; dnsjava would have them run in the common pool
  private record Head(NameServers servers, Executor own) implements Resolver {
    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
      return CompletableFuture.supplyAsync(() -> answer(query.getQuestion()), own);
    }

    private Message answer(Record question) {
      try {
        return servers.askWithSignatures(question.getName(), question.getType());
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }

    @Override
    public Duration getTimeout() {
      return LONGEST;
    }

    @Override
    public void setEDNS(int version, int payload, int flags, List<EDNSOption> options) {
      // Always as DNSSEC needs it.
    }

    @Override
    public void setPort(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setTCP(boolean tcp) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setIgnoreTruncation(boolean ignore) {
      // Never: what is truncated comes by TCP.
    }

    @Override
    public void setTSIGKey(TSIG key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setTimeout(Duration timeout) {
      throw new UnsupportedOperationException();
    }
  }
}
