package org.mailkeep.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private String get(String key) throws ServerCommands.Failed {
    String name = key.split("\\.", -1)[2];
    String mark = pools.getOrDefault(name, "");
    if (mark.isEmpty()) {
      throw new ServerCommands.Failed("get: Dotted name path " + key + " not found.");
    }
    return key + "=" + mark + "\n";
  }

  @Test
  void onlyJdbcPoolsOfOurDataSourceAreOurs() throws ServerCommands.Failed {
    pools.put("DerbyPool", "org.apache.derby.jdbc.ClientDataSource");
    pools.put("mailkeep-db", "org.postgresql.ds.PGSimpleDataSource");
    pools.put("mailkeep-driver", "");
    pools.put("mailkeep-main", StoreConnections.class.getName());
    assertEquals(List.of("main"), SqlPools.DEFINED.ids(this::run));
    for (String id : List.of("db", "driver", "main", "none")) {
      SqlPools.DEFINED.delete(this::run, id);
    }
    assertEquals(List.of("DerbyPool", "mailkeep-db", "mailkeep-driver"), names());
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
