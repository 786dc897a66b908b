package org.mailkeep.services;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailkeep.directory.api.Directory;
import org.mailkeep.directory.api.Resolution;
import org.mailkeep.directory.api.Verdict;
import org.mailkeep.dns.Answer;
import org.mailkeep.dns.Mx;
import org.mailkeep.dns.Resolver;
import org.mailkeep.expression.ExpressionException;
import org.mailkeep.expression.Value;
import org.mailkeep.expression.Values;
import org.mailkeep.expression.World;
import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DomainName;
import org.mailkeep.store.api.LookupStore;
import org.mailkeep.store.api.StoreException;

/// What rules can ask: the directory, look-ups of the file and of the store, DNS. Safe for many
/// threads.
///
/// @param all the directory that knows everybody, which `''` and `'*'` mean
/// @param directories those of the settings, by id
/// @param fixed look-ups of the file
/// @param kept keys and counters that rules have set; `''`, `'*'` or any other name than that of a
///   table of the file
/// @param databases those of stores
record RuleWorld(
    Directory all,
    Function<String, Optional<Directory>> directories,
    FixedLookups fixed,
    LookupStore kept,
    StoreQueries databases,
    Resolver resolver)
    implements World {
  private static final Duration KEPT = Duration.ofDays(30);

  @Override
  public boolean isLocalDomain(String name, String domain) {
    Optional<DomainName> known = DomainName.parse(domain);
    if (known.isEmpty()) {
      return false;
    }
    return switch (directory(name).isLocal(known.get())) {
      case Verdict.Yes() -> true;
      case Verdict.No() -> false;
      case Verdict.Unavailable(String reason) -> throw new ExpressionException(reason);
    };
  }

  @Override
  public boolean isLocalAddress(String name, String address) {
    Optional<Address> known = Address.parse(address);
    if (known.isEmpty()) {
      return false;
    }
    return switch (directory(name).resolve(known.get())) {
      case Resolution.Accounts _, Resolution.Mailing _ -> true;
      case Resolution.UnknownMailbox(), Resolution.NotLocal() -> false;
      case Resolution.Unavailable(String reason) -> throw new ExpressionException(reason);
    };
  }

  private Directory directory(String name) {
    return name.isEmpty() || name.equals("*")
        ? all
        : directories
            .apply(name)
            .orElseThrow(() -> new ExpressionException("there is no directory " + name));
  }

  @Override
  public Value keyGet(String store, String key) {
    if (fixed.has(store)) {
      return fixed.find(store, key).map(Values::of).orElse(Values.NOTHING);
    }
    if (fixed.meaning(store, _ -> false) instanceof FixedLookups.Meaning.Query query) {
      return row(query, key)
          .flatMap(row -> row.stream().findFirst())
          .map(Values::of)
          .orElse(Values.NOTHING);
    }
    byte[] found = stored(() -> Optional.ofNullable(kept.get(key(store, key)))).orElse(null);
    return found == null ? Values.NOTHING : Values.of(new String(found, StandardCharsets.UTF_8));
  }

  @Override
  public void keySet(String store, String key, Value value) {
    byte[] octets = value.asText().getBytes(StandardCharsets.UTF_8);
    stored(() -> {
      kept.set(key(store, key), octets, KEPT);
      return true;
    });
  }

  @Override
  public long counterAdd(String store, String key, long amount) {
    return stored(() -> kept.count(key(store, key), amount, KEPT));
  }

  @Override
  public long counter(String store, String key) {
    return stored(() -> kept.counter(key(store, key)));
  }

  @Override
  public Value sqlQuery(String store, String query, List<Value> arguments) {
    return databases
        .first(
            store,
            fixed.query(store, query).orElse(query),
            arguments.stream().map(RuleWorld::parameter).toList())
        .map(row -> row.size() == 1 ? Values.of(row.getFirst()) : Values.of(row))
        .orElse(Values.NOTHING);
  }

  private static Object parameter(Value value) {
    return switch (value) {
      case Value.Whole(long number) -> number;
      case Value.Decimal(double number) -> number;
      case Value.Text _, Value.Items _, Value.Nothing _ -> value.asText();
    };
  }

  private Optional<List<String>> row(FixedLookups.Meaning.Query query, String key) {
    return databases.first(query.store(), query.sql(), List.of(key));
  }

  @Override
  public Value dnsQuery(String name, String type) {
    if (type.equals("ptr")) {
      try {
        return found(resolver.ptr(InetAddress.ofLiteral(name)), DomainName::ascii);
      } catch (IllegalArgumentException e) {
        return Values.NOTHING;
      }
    }
    Optional<DomainName> domain = DomainName.parse(name);
    if (domain.isEmpty()) {
      return Values.NOTHING;
    }
    return switch (type) {
      case "mx" -> found(resolver.mx(domain.get()), RuleWorld::exchange);
      case "txt" -> found(resolver.txt(domain.get()), text -> text);
      case "ipv4" -> found(resolver.ipv4(domain.get()), InetAddress::getHostAddress);
      case "ipv6" -> found(resolver.ipv6(domain.get()), InetAddress::getHostAddress);
      default -> throw new ExpressionException("dns_query knows no records of type " + type);
    };
  }

  private static String exchange(Mx mx) {
    return mx.exchange() == null ? "" : Objects.requireNonNull(mx.exchange()).ascii();
  }

  private static <T> Value found(Answer<T> answer, Function<T, String> text) {
    return switch (answer) {
      case Answer.Records<T>(List<T> records, _, _, _) ->
          Values.of(records.stream().map(text).toList());
      case Answer.NxDomain<T> _, Answer.NoData<T> _ -> Values.NOTHING;
      case Answer.Temporary<T>(String reason) -> throw new ExpressionException(reason);
    };
  }

  @Override
  public boolean isListed(String list, String value) {
    return switch (fixed.meaning(list, name -> directories.apply(name).isPresent())) {
      case FixedLookups.Meaning.Domains(String directory) -> isLocalDomain(directory, value);
      case FixedLookups.Meaning.Table(String table) -> fixed.find(table, value).isPresent();
      case FixedLookups.Meaning.Query query -> row(query, value).isPresent();
      case FixedLookups.Meaning.Unknown() ->
          throw new ExpressionException("there is no list " + list);
    };
  }

  private static byte[] key(String store, String key) {
    byte[] octets = ("rule/" + store + "/" + key).getBytes(StandardCharsets.UTF_8);
    if (octets.length > LookupStore.MAX_KEY) {
      throw new ExpressionException("a key is longer than " + LookupStore.MAX_KEY + " octets");
    }
    return octets;
  }

  private static <T> T stored(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      throw new ExpressionException("the look-ups cannot be asked now", e);
    }
  }
}
