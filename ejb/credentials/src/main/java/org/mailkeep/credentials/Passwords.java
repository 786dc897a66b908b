package org.mailkeep.credentials;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Chance;
import org.mailkeep.wire.sasl.ScramHash;
import org.mailkeep.wire.sasl.ScramKeys;

/// Checks passwords against stored secrets of any format, and writes new ones as Argon2id. Safe for
/// many threads.
///
/// The work runs on platform threads of its own, few enough that others get the processors too; who
/// finds no room or waits too long is told so.
public final class Passwords implements AutoCloseable {
  private final PasswordWork work;
  private final OneTimeCodes codes;
  private final int scramIterations;
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

  /// Which secret it was, if any, and whether its password stood before a code.
  private record Found(
      SecretList.Split split, Optional<SecretList.Item> password, boolean program) {}

  /// Starts the threads; [#close] ends them. Used codes are remembered in this process alone, and
  /// no keys for SCRAM are written.
  ///
  /// @param chance gives the salts
  public Passwords(PasswordWork work, Chance chance) {
    this(work, OneTimeCodes.ofThisProcess(), 0, chance);
  }

  /// Starts the threads; [#close] ends them.
  ///
  /// @param codes checks codes behind passwords
  /// @param scramIterations of the keys for SCRAM that a new password gets, or 0 for none
  /// @param chance gives the salts
  public Passwords(PasswordWork work, OneTimeCodes codes, int scramIterations, Chance chance) {
    this.work = work;
    this.codes = codes;
    this.scramIterations = scramIterations;
    this.chance = chance;
    this.nobodys = Argon2Secret.nobodys(work.cost(), chance.octets(Argon2Secret.noise()));
    this.room = new Semaphore(work.threads() + work.waiting());
    this.threads =
        Executors.newFixedThreadPool(
            work.threads(), Thread.ofPlatform().daemon().name("password-", 1).factory());
  }

  /// Whether a password is one of those stored, as [#verify].
  public Match check(List<String> stored, String password) {
    return switch (verify(stored, password)) {
      case Verdict.Right _ -> Match.YES;
      case Verdict.Wrong _ -> Match.NO;
      case Verdict.Busy _ -> Match.BUSY;
    };
  }

  /// Whether a password is one of those stored. It costs as much when there are none. Where there
  /// is an authenticator app, the password has `$` and the code behind it; the code is used up.
  ///
  /// @param stored secrets in any format
  /// @param password as the client wrote it
  public Verdict verify(List<String> stored, String password) {
    SecretList secrets = SecretList.read(stored, codes.now());
    if (!room.tryAcquire()) {
      return new Verdict.Busy();
    }
    Optional<Found> found;
    try {
      found = waitFor(threads.submit(() -> find(secrets, password)));
    } finally {
      room.release();
    }
    return found.isEmpty() ? new Verdict.Busy() : verdict(secrets, password, found.get());
  }

  private Verdict verdict(SecretList secrets, String password, Found found) {
    if (found.password().isEmpty()) {
      return new Verdict.Wrong();
    }
    SecretList.Item item = found.password().get();
    if (found.program()) {
      return new Verdict.Right(item.text(), password, false, false);
    }
    Optional<String> code = found.split().code();
    if (secrets.wantsCode()
        && (code.isEmpty() || !codes.take(secrets.authenticators(), code.get()))) {
      return new Verdict.Wrong();
    }
    return new Verdict.Right(
        item.text(), found.split().password(), code.isPresent(), isOutdated(secrets, item));
  }

  private boolean isOutdated(SecretList secrets, SecretList.Item item) {
    boolean lacksKeys =
        writesScram()
            && !secrets.wantsCode()
            && secrets.passwords().stream().noneMatch(i -> i.secret() instanceof ScramSecret);
    return switch (item.secret()) {
      case ScramSecret _ -> false;
      case Argon2Secret argon -> lacksKeys || argon.isWeakerThan(work.cost());
      default -> true;
    };
  }

  private Found find(SecretList secrets, String password) {
    SecretList.Split split = secrets.split(password);
    if (secrets.isEmpty()) {
      nobodys.matches(octets(password));
      return new Found(split, Optional.empty(), false);
    }
    var own = SecretList.matching(secrets.passwords(), octets(split.password()));
    if (own.isPresent()) {
      return new Found(split, own, false);
    }
    return new Found(split, SecretList.matching(secrets.programs(), octets(password)), true);
  }

  /// What to store for a password, in PHC form.
  public String hash(String password) {
    byte[] octets = octets(password);
    byte[] salt = chance.octets(Argon2Secret.saltLength());
    return done(threads.submit(() -> Argon2Secret.of(octets, work.cost(), salt).stored()));
  }

  /// All that is to be stored for a password: its hash, and keys for SCRAM when they are wanted.
  public List<String> secrets(String password) {
    String hash = hash(password);
    if (!writesScram()) {
      return List.of(hash);
    }
    byte[] salt = chance.octets(Argon2Secret.saltLength());
    Callable<ScramKeys> keys =
        () -> ScramKeys.of(ScramHash.SHA_256, password, salt, scramIterations);
    return List.of(hash, new ScramSecret(done(threads.submit(keys))).stored());
  }

  /// Whether new passwords get keys for SCRAM.
  public boolean writesScram() {
    return scramIterations > 0;
  }

  /// What finds keys for SCRAM.
  ///
  /// @param secret as [ScramLookup] wants it
  public ScramLookup scram(byte[] secret) {
    return new ScramLookup(secret, writesScram() ? scramIterations : ScramKeys.LEAST_ITERATIONS);
  }

  /// Secrets with those that [#secrets] has made of a password in the place of an outdated one.
  ///
  /// @param current as they are stored now
  /// @param outdated the secret to replace
  /// @return the same when the outdated one is not among them any more
  public static List<String> renewed(List<String> current, String outdated, List<String> fresh) {
    int at = current.indexOf(outdated);
    if (at < 0) {
      return current;
    }
    boolean hasKeys = current.stream().anyMatch(text -> secret(text) instanceof ScramSecret);
    boolean wantsCode = SecretList.read(current, Instant.EPOCH).wantsCode();
    var renewed = new ArrayList<>(current);
    renewed.remove(at);
    renewed.addAll(
        at,
        fresh.stream()
            .filter(text -> !(secret(text) instanceof ScramSecret) || !(hasKeys || wantsCode))
            .toList());
    return renewed;
  }

  /// Whether a text is a hash in a format that [#check] knows, so that it can be stored as it is;
  /// also one for a program, and an authenticator app. Clear text is none, tagged or not.
  public static boolean isHash(String text) {
    if (text.startsWith(Totp.SCHEME)) {
      return Totp.read(text).isPresent();
    }
    StoredSecret secret =
        AppPassword.begins(text)
            ? AppPassword.read(text).map(password -> secret(password.secret())).orElse(null)
            : secret(text);
    return secret != null && !(secret instanceof PlainSecret);
  }

  private static @Nullable StoredSecret secret(String text) {
    return SecretFormats.read(text);
  }

  /// Ends the threads.
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Optional<Found> waitFor(Future<Found> answer) {
    try {
      return Optional.of(answer.get(work.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Optional.empty();
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> T done(Future<T> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while hashing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
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
