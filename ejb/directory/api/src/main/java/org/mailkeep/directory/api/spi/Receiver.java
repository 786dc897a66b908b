package org.mailkeep.directory.api.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Answer;

/// Somebody who gets mail for an address.
///
/// @param quota how much of it is kept, as far as the directory says it together with who it is;
///   null when it wants to be asked for it
public record Receiver(Identity identity, Account.@Nullable Quota quota) {
  /// One about whom the directory says nothing more.
  public Receiver(Identity identity) {
    this(identity, null);
  }

  /// The same about each of several.
  public static Answer<List<Receiver>> of(Answer<List<Identity>> answer) {
    return switch (answer) {
      case Answer.Found<List<Identity>>(var found) ->
          new Answer.Found<>(found.stream().map(Receiver::new).toList());
      case Answer.Unknown<List<Identity>> _ -> new Answer.Unknown<>();
      case Answer.Unavailable<List<Identity>>(var reason) -> new Answer.Unavailable<>(reason);
    };
  }
}
