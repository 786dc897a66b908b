package org.mailkeep.store.api.moving;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.Progress;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Mutation;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.Subspace;

/// Reads a subspace in both stores, counts and hashes it on each side, page by page. A page that
/// differs was most likely changed between the two readings: it is brought up to date and read
/// again, and what never comes to rest is left for the time when commits wait.
final class Verification {
  private static final int ATTEMPTS = 10;

  /// Attempts before commits are slowed down.
  private static final int FREE_ATTEMPTS = 3;

  private final Reader source;
  private final Reader target;
  private final Transfer.Interlude catchUp;
  private final Runnable slowDown;
  private final Progress progress;
  private final List<Mutation.DeleteRange> unsettled = new ArrayList<>();

  /// @param catchUp brings the target up to date
  /// @param slowDown slows commits down
  Verification(
      Reader source,
      Reader target,
      Transfer.Interlude catchUp,
      Runnable slowDown,
      Progress progress) {
    this.source = source;
    this.target = target;
    this.catchUp = catchUp;
    this.slowDown = slowDown;
    this.progress = progress;
  }

  /// Ranges that were different each time.
  List<Mutation.DeleteRange> unsettled() {
    return unsettled;
  }

  /// Reads a subspace in both.
  Verified run(Subspace space) {
    var here = new Side();
    var there = new Side();
    Range rest = Range.all();
    @Nullable Range next = rest;
    while (next != null) {
      rest = next;
      next = page(space, rest, here, there);
      progress.check();
    }
    return new Verified(space, here.count, there.count, here.digest(), there.digest());
  }

  /// @return what is behind the page; null when nothing is
  private @Nullable Range page(Subspace space, Range rest, Side here, Side there) {
    for (int attempt = 1; ; attempt++) {
      List<Entry> page = source.scan(space, rest, Direction.UP, Transfer.page(space));
      boolean last = page.size() < Transfer.page(space);
      Range behind = last ? rest : Transfer.behind(page.getLast(), rest);
      Range range = last ? rest : new Range(rest.from(), behind.from());
      var copy = new Side(target, space, range);
      var original = new Side();
      page.forEach(entry -> original.add(space, entry));
      if (original.same(copy)) {
        here.add(original);
        there.add(copy);
        return last ? null : behind;
      }
      if (attempt == ATTEMPTS) {
        unsettled.add(new Mutation.DeleteRange(space, range));
        return last ? null : behind;
      }
      if (attempt > FREE_ATTEMPTS) {
        slowDown.run();
      }
      catchUp.run();
    }
  }

  /// Checks a range that nobody changes.
  ///
  /// @throws StoreException.Corrupt when it is not the same in both
  static void check(Reader source, Reader target, Mutation.DeleteRange each) {
    var here = new Side(source, each.space(), each.range());
    if (!here.same(new Side(target, each.space(), each.range()))) {
      throw new StoreException.Corrupt("a part of " + each.space() + " is not what was written");
    }
  }

  /// What was read on one side.
  private static final class Side {
    private final MessageDigest hash = sha256();
    private byte @Nullable [] ended;
    private long count;

    Side() {}

    /// Reads a range.
    Side(Reader store, Subspace space, Range range) {
      Range rest = range;
      List<Entry> page;
      do {
        page = store.scan(space, rest, Direction.UP, Transfer.page(space));
        page.forEach(entry -> add(space, entry));
        if (!page.isEmpty()) {
          rest = Transfer.behind(page.getLast(), rest);
        }
      } while (page.size() == Transfer.page(space));
    }

    void add(Subspace space, Entry entry) {
      if (!Marks.own(space, entry.key())) {
        count++;
        hash.update(Keys.of().u32(entry.key().length).u32(entry.value().length).bytes());
        hash.update(entry.key());
        hash.update(entry.value());
      }
    }

    void add(Side page) {
      count += page.count;
      hash.update(page.digest());
    }

    boolean same(Side other) {
      return count == other.count && Arrays.equals(digest(), other.digest());
    }

    byte[] digest() {
      byte[] known = ended;
      if (known == null) {
        known = hash.digest();
        ended = known;
      }
      return known;
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
