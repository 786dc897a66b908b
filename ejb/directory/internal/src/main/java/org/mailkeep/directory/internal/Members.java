package org.mailkeep.directory.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mailkeep.directory.api.Member;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.store.api.Batch;
import org.mailkeep.store.api.Direction;
import org.mailkeep.store.api.Entry;
import org.mailkeep.store.api.Keys;
import org.mailkeep.store.api.Range;
import org.mailkeep.store.api.Reader;
import org.mailkeep.store.api.Subspace;

/// Whom groups and lists stand for: a key for each member, and another one from the side of those
/// who are here.
///
/// Law: who changes members changes the record of what they belong to, too, and adds to the counter
/// of each who joins or leaves; who removes an entry requires its counter.
final class Members {
  private static final Subspace DIRECTORY = Subspace.DIRECTORY;
  private static final int CHUNK = 500;

  private Members() {}

  /// An entry with its members.
  static StoredPrincipal with(Reader reader, StoredPrincipal principal) {
    return principal.draft().kind().hasMembers()
        ? principal.withMembers(of(reader, principal.id()))
        : principal;
  }

  private static List<Member> of(Reader reader, AccountId id) {
    return keys(reader, DirectoryKeys.members(id)).stream().map(DirectoryKeys::member).toList();
  }

  /// What somebody is a member of.
  static List<AccountId> memberships(Reader reader, AccountId member) {
    return keys(reader, DirectoryKeys.memberships(member)).stream()
        .map(DirectoryKeys::membershipOf)
        .toList();
  }

  private static List<byte[]> keys(Reader reader, byte[] prefix) {
    var keys = new ArrayList<byte[]>();
    byte[] from = prefix;
    while (true) {
      List<Entry> chunk = reader.scan(DIRECTORY, Range.within(prefix, from), Direction.UP, CHUNK);
      chunk.forEach(entry -> keys.add(entry.key()));
      if (chunk.size() < CHUNK) {
        return keys;
      }
      from = Keys.of().raw(chunk.getLast().key()).u8(0).bytes();
    }
  }

  /// Adds what makes those of one time those of another.
  static void change(
      Batch batch, AccountId of, Collection<Member> before, Collection<Member> after) {
    Set<Member> had = new HashSet<>(before);
    Set<Member> has = new HashSet<>(after);
    had.stream().filter(member -> !has.contains(member)).forEach(gone -> remove(batch, of, gone));
    has.stream().filter(member -> !had.contains(member)).forEach(more -> add(batch, of, more));
  }

  private static void add(Batch batch, AccountId of, Member member) {
    batch.put(DIRECTORY, DirectoryKeys.member(of, member), new byte[0]);
    if (member instanceof Member.Here(AccountId id)) {
      batch
          .put(DIRECTORY, DirectoryKeys.membership(id, of), new byte[0])
          .add(DIRECTORY, DirectoryKeys.membershipCount(id), 1);
    }
  }

  private static void remove(Batch batch, AccountId of, Member member) {
    batch.delete(DIRECTORY, DirectoryKeys.member(of, member));
    if (member instanceof Member.Here(AccountId id)) {
      batch
          .delete(DIRECTORY, DirectoryKeys.membership(id, of))
          .add(DIRECTORY, DirectoryKeys.membershipCount(id), -1);
    }
  }

  /// Adds what takes an entry that goes out of all that it is a member of.
  static void leaveAll(Reader reader, Batch batch, AccountId member) {
    byte[] counter = DirectoryKeys.membershipCount(member);
    byte[] count = reader.get(DIRECTORY, counter);
    batch.require(DIRECTORY, counter, count);
    for (AccountId of : memberships(reader, member)) {
      batch
          .delete(DIRECTORY, DirectoryKeys.member(of, new Member.Here(member)))
          .delete(DIRECTORY, DirectoryKeys.membership(member, of));
      byte[] key = DirectoryKeys.principal(of);
      byte[] record = reader.get(DIRECTORY, key);
      if (record != null && !of.equals(member)) {
        batch
            .require(DIRECTORY, key, record)
            .put(DIRECTORY, key, StoredPrincipal.decode(of, record).lessOne().encode());
      }
    }
    if (count != null) {
      batch.delete(DIRECTORY, counter);
    }
  }
}
