package org.mailkeep.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mailkeep.store.api.Commit;
import org.mailkeep.store.api.StoreException;
import org.mailkeep.store.api.spi.Committer;
import org.mailkeep.store.api.spi.ResolvedGroup;
import org.mailkeep.store.api.spi.Waiter;

/// Writes what waits in one transaction.
///
/// A transaction that met one of another node is tried again, since most of its batches are not to
/// blame; in the end each batch is tried alone, and those that still meet others conflict. A
/// transaction that the database refuses is tried batch by batch at once.
///
/// @param database where it writes
record GroupWriter(Database database) implements Committer.Writer {
  private static final int ATTEMPTS = 5;
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  @Override
  public void write(List<Waiter> group) {
    var together = new Group(database.dialect(), group);
    for (int attempt = 1; ; attempt++) {
      try {
        transact(together);
        return;
      } catch (SQLException e) {
        boolean again = together.undone() && attempt < ATTEMPTS;
        switch (database.dialect().fault(e)) {
          case CONFLICT -> {
            if (attempt == ATTEMPTS) {
              apart(group, e);
              return;
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE));
          }
          case LOST -> {
            // What was sent last may have happened, unless it only asked.
            if (!again || attempt > 1) {
              fail(group, e);
              return;
            }
          }
          case REFUSED -> {
            apart(group, e);
            return;
          }
          case FULL, CORRUPT -> {
            fail(group, e);
            return;
          }
        }
      }
    }
  }

  private void transact(Group group) throws SQLException {
    Connection connection = database.connection();
    boolean undo = true;
    try {
      group.write(database.session(connection));
      undo = false;
    } finally {
      database.release(connection, undo);
    }
    group.answer();
  }

  /// Writes each batch alone.
  private void apart(List<Waiter> group, SQLException reason) {
    if (group.size() > 1) {
      group.forEach(waiter -> write(List.of(waiter)));
      return;
    }
    Waiter waiter = group.getFirst();
    Optional<Commit> contended = ResolvedGroup.contended(waiter);
    if (database.dialect().fault(reason) == Fault.CONFLICT && contended.isPresent()) {
      waiter.end(contended.get());
    } else {
      fail(group, reason);
    }
  }

  private void fail(List<Waiter> group, SQLException e) {
    StoreException reason = database.failure("commit", e);
    group.forEach(waiter -> waiter.fail(reason));
  }
}
