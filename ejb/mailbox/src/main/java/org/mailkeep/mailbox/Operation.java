package org.mailkeep.mailbox;

/// A change of an account, done in its lane. It may run several times, of which one counts: it only
/// reads, and adds to the work.
@FunctionalInterface
interface Operation<R> {
  R run(Work work);
}
