package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.store.sql.StoreConnections;

/// A pool of the administrator's is never taken for one of ours, whatever its name is.
final class DefinedPoolsTest {

  /// The container's configuration: the mark of each pool by its name; empty for none.
  private final Map<String, String> pools = new TreeMap<>();

  private String run(String command, List<String> arguments) throws ServerCommands.Failed {
    return switch (command) {
      case "list-jdbc-connection-pools", "list-connector-connection-pools" ->
          pools.isEmpty() ? "Nothing to list.\n" : String.join("\n", pools.keySet()) + "\n";
      case "get" -> get(arguments.getFirst());
      case "delete-jdbc-connection-pool", "delete-connector-connection-pool" -> {
        assertEquals(List.of("--cascade", "true"), arguments.subList(0, 2));
        pools.remove(arguments.getLast());
        yield "";
      }
      default -> throw new ServerCommands.Failed(command);
    };
  }

  /// Tells of each name that is the same but for `_` and `-`, as the container does.
  private String get(String key) throws ServerCommands.Failed {
    List<String> path = List.of(key.split("\\.", -1));
    String pattern = path.get(2).replace('_', '-');
    String told =
        pools.entrySet().stream()
            .filter(pool -> pool.getKey().replace('_', '-').equals(pattern))
            .filter(pool -> !pool.getValue().isEmpty())
            .map(pool -> key.replace(path.get(2), pool.getKey()) + "=" + pool.getValue() + "\n")
            .collect(Collectors.joining());
    if (told.isEmpty()) {
      throw new ServerCommands.Failed("get: Dotted name path " + key + " not found.");
    }
    return told;
  }

  @Test
  void onlyJdbcPoolsOfOurDataSourceAreOurs() throws ServerCommands.Failed {
    pools.put("DerbyPool", "org.apache.derby.jdbc.ClientDataSource");
    pools.put("mailkeep-db", "org.postgresql.ds.PGSimpleDataSource");
    pools.put("mailkeep-driver", "");
    pools.put("mailkeep-main", StoreConnections.class.getName());
    pools.put("mailkeep-mail-db", StoreConnections.class.getName());
    pools.put("mailkeep-mail_db", "org.postgresql.ds.PGSimpleDataSource");
    assertEquals(List.of("mail-db", "main"), SqlPools.DEFINED.ids(this::run));
    for (String id : List.of("db", "driver", "mail-db", "mail_db", "main", "none")) {
      SqlPools.DEFINED.delete(this::run, id);
    }
    assertEquals(
        List.of("DerbyPool", "mailkeep-db", "mailkeep-driver", "mailkeep-mail_db"), names());
  }

  @Test
  void onlyConnectorPoolsThatWeDescribedAreOurs() throws ServerCommands.Failed {
    pools.put("mailkeep-directory-office", "Mail of the office");
    pools.put("mailkeep-directory-plain", "");
    pools.put("mailkeep-directory-people", "Mailkeep's directory people");
    assertEquals(List.of("people"), ContainerPools.DEFINED.ids(this::run));
    for (String id : List.of("office", "plain", "people")) {
      ContainerPools.DEFINED.delete(this::run, id);
    }
    assertEquals(List.of("mailkeep-directory-office", "mailkeep-directory-plain"), names());
  }

  @Test
  void aStoreDoesNotTakeTheNameOfAnotherPool() throws ServerCommands.Failed {
    pools.put("mailkeep-db", "org.postgresql.ds.PGSimpleDataSource");
    pools.put("mailkeep-main", StoreConnections.class.getName());
    SqlPools.DEFINED.makeRoom(this::run, "main");
    var refused =
        assertThrows(ServerCommands.Failed.class, () -> SqlPools.DEFINED.makeRoom(this::run, "db"));
    assertTrue(String.valueOf(refused.getMessage()).contains("mailkeep-db"), refused.toString());
    assertEquals(List.of("mailkeep-db"), names());
  }

  @Test
  void aServerWithoutPoolsHasNoneOfOurs() throws ServerCommands.Failed {
    assertEquals(List.of(), SqlPools.DEFINED.ids(this::run));
    SqlPools.DEFINED.makeRoom(this::run, "main");
  }

  private List<String> names() {
    return List.copyOf(pools.keySet());
  }
}
