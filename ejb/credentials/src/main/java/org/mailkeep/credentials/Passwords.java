package org.mailkeep.credentials;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailkeep.kernel.Chance;

/// Checks passwords against stored secrets of any format, and writes new ones as Argon2id. Safe for
/// many threads.
///
/// The work runs on platform threads of its own, few enough that others get the processors too; who
/// finds no room or waits too long is told so.
public final class Passwords implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Passwords.class.getName());

  private final PasswordWork work;
  private final Chance chance;
  private final StoredSecret nobodys;
  private final Semaphore room;
  private final ExecutorService threads;

  /// How a check ended.
  public enum Match {
    /// It is the password.
    YES,
    /// It is not.
    NO,
    /// It was not checked: too many are being checked already.
    BUSY
  }

  /// Starts the threads; [#close] ends them.
  ///
  /// @param chance gives the salts
  public Passwords(PasswordWork work, Chance chance) {
    this.work = work;
    this.chance = chance;
    this.nobodys = Argon2Secret.nobodys(work.cost(), chance.octets(Argon2Secret.noise()));
    this.room = new Semaphore(work.threads() + work.waiting());
    this.threads =
        Executors.newFixedThreadPool(
            work.threads(), Thread.ofPlatform().daemon().name("password-", 1).factory());
  }

  /// Whether a password is one of those stored. It costs as much when there are none.
  ///
  /// @param stored secrets in any format
  /// @param password as the client wrote it
  public Match check(List<String> stored, String password) {
    if (!room.tryAcquire()) {
      return Match.BUSY;
    }
    try {
      return waitFor(threads.submit(() -> anyMatches(stored, octets(password))));
    } finally {
      room.release();
    }
  }

  /// What to store for a password, in PHC form.
  public String hash(String password) {
    byte[] octets = octets(password);
    byte[] salt = chance.octets(Argon2Secret.saltLength());
    Future<String> stored =
        threads.submit(() -> Argon2Secret.of(octets, work.cost(), salt).stored());
    try {
      return stored.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while hashing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Whether a text is a hash in a format that [#check] knows, so that it can be stored as it is.
  /// Clear text is none, tagged or not.
  public static boolean isHash(String text) {
    StoredSecret secret = SecretFormats.read(text);
    return secret != null && !(secret instanceof PlainSecret);
  }

  /// Ends the threads.
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Match waitFor(Future<Boolean> answer) {
    try {
      return answer.get(work.patience().toMillis(), TimeUnit.MILLISECONDS) ? Match.YES : Match.NO;
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Match.BUSY;
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      return Match.BUSY;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private boolean anyMatches(List<String> stored, byte[] password) {
    List<StoredSecret> secrets = readable(stored);
    boolean matched = false;
    for (StoredSecret secret : secrets.isEmpty() ? List.of(nobodys) : secrets) {
      matched |= secret.matches(password);
    }
    return matched && !secrets.isEmpty();
  }

  private static List<StoredSecret> readable(List<String> stored) {
    var secrets = new ArrayList<StoredSecret>(stored.size());
    for (String text : stored) {
      StoredSecret secret = SecretFormats.read(text);
      if (secret == null) {
        LOG.log(Level.WARNING, "a stored secret is in a format that is not known");
      } else {
        secrets.add(secret);
      }
    }
    return secrets;
  }

  /// RFC 8265 §4.2.1: other spaces become U+0020, and the composed form is taken.
  private static byte[] octets(String password) {
    var spaced = new StringBuilder(password.length());
    password
        .codePoints()
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(spaced::appendCodePoint);
    return Normalizer.normalize(spaced, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }
}
