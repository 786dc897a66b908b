package org.mailkeep.store.api.index;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mailkeep.store.api.EmailSet;

/// Finds messages in which words follow each other. First those that have all the words, then among
/// them those where they stand right. For one thread.
///
/// @param fields bit by code, where to look
/// @param anywhere whether these are all fields that there are in such lists
record Phrase(ListReading reading, List<Place> places, int fields, boolean anywhere) {
  /// @param among where to look
  EmailSet find(EmailSet among) {
    EmailSet candidates = among;
    for (Place place : places) {
      candidates = candidates.and(withWord(place));
      if (candidates.isEmpty()) {
        return EmailSet.NONE;
      }
    }
    return places.size() == 1 ? candidates : inOrder(candidates);
  }

  private EmailSet withWord(Place place) {
    var found = new EmailSet.Builder();
    place.read(
        reading,
        chunk -> {
          long email = 0;
          while (chunk.hasMore()) {
            email += chunk.signed();
            long length = chunk.number();
            int from = chunk.skip(length);
            if (anywhere || isInFields(chunk, from)) {
              found.add(email);
            }
          }
        });
    return found.build();
  }

  private boolean isInFields(Octets.Cursor chunk, int from) {
    int end = chunk.at;
    chunk.at = from;
    int place = 0;
    boolean in = false;
    while (chunk.at < end) {
      place += (int) chunk.number();
      in |= Posting.in(fields, place);
    }
    return in;
  }

  private EmailSet inOrder(EmailSet candidates) {
    long[] emails = candidates.ids().toArray();
    int[] @Nullable [] standing = standing(emails, places.getFirst());
    for (int[] of : standing) {
      keepInFields(of);
    }
    for (int at = 1; at < places.size(); at++) {
      int[] @Nullable [] next = standing(emails, places.get(at));
      for (int i = 0; i < emails.length; i++) {
        standing[i] = following(standing[i], next[i]);
      }
    }
    var found = new EmailSet.Builder();
    for (int i = 0; i < emails.length; i++) {
      int[] left = standing[i];
      if (left != null && left.length > 0 && left[left.length - 1] >= 0) {
        found.add(emails[i]);
      }
    }
    return found.build();
  }

  /// Places in other fields become -1.
  private void keepInFields(int @Nullable [] of) {
    for (int i = 0; of != null && i < of.length; i++) {
      of[i] = Posting.in(fields, of[i]) ? of[i] : -1;
    }
    if (of != null) {
      Arrays.sort(of);
    }
  }

  /// Where a word stands in each message, ascending.
  private int[] @Nullable [] standing(long[] emails, Place place) {
    int[] @Nullable [] standing = new int[emails.length][];
    Consumer<Octets.Cursor> collect =
        chunk -> {
          long email = 0;
          while (chunk.hasMore()) {
            email += chunk.signed();
            long length = chunk.number();
            int from = chunk.skip(length);
            int at = Arrays.binarySearch(emails, email);
            if (at >= 0) {
              standing[at] = joined(standing[at], chunk, from);
            }
          }
        };
    place.read(reading, collect);
    for (int[] of : standing) {
      if (of != null) {
        Arrays.sort(of);
      }
    }
    return standing;
  }

  private static int[] joined(int @Nullable [] before, Octets.Cursor chunk, int from) {
    int end = chunk.at;
    int had = before == null ? 0 : before.length;
    int[] all = before == null ? new int[end - from] : Arrays.copyOf(before, had + end - from);
    chunk.at = from;
    int place = 0;
    int count = had;
    while (chunk.at < end) {
      place += (int) chunk.number();
      all[count++] = place;
    }
    return count == all.length ? all : Arrays.copyOf(all, count);
  }

  /// The places of the second that come right after one of the first.
  private static int @Nullable [] following(int @Nullable [] first, int @Nullable [] second) {
    if (first == null || second == null) {
      return null;
    }
    int[] kept = new int[second.length];
    int count = 0;
    int at = 0;
    for (int place : second) {
      while (at < first.length && first[at] < place - 1) {
        at++;
      }
      if (at < first.length && first[at] >= 0 && first[at] == place - 1) {
        kept[count++] = place;
      }
    }
    return count == 0 ? null : Arrays.copyOf(kept, count);
  }
}
