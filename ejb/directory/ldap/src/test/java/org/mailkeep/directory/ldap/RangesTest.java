package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailkeep.connections.LdapConnections;
import org.mailkeep.connections.LdapEntry;
import org.mailkeep.connections.LdapSearch;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.directory.api.DirectoryScramSettings;
import org.mailkeep.directory.api.DirectoryServerSettings;
import org.mailkeep.directory.api.spi.DirectorySource;
import org.mailkeep.directory.api.spi.Identity;
import org.mailkeep.settings.Configuration;

/// Members and groups that Active Directory hands out in parts.
class RangesTest {
  private static final String GROUP = "cn=all,dc=example";
  private static final int PART = 3;

  /// A controller that has one entry with many values, and others that these name.
  ///
  /// @param attribute that has them
  /// @param values that the first entry has
  /// @param broken whether it forgets what it has not yet said
  /// @param asked the attributes of each search for a part
  private record Controller(String attribute, int values, boolean broken, List<String> asked)
      implements LdapConnections {
    @Override
    public List<LdapEntry> search(LdapSearch search) {
      String wanted = search.attributes().getFirst();
      Map<String, List<byte[]>> entry = new HashMap<>();
      if (wanted.startsWith(attribute + ";range=")) {
        asked.add(wanted);
        int from = Integer.parseInt(wanted.replaceAll(".*=([0-9]+)-\\*", "$1"));
        if (!broken) {
          part(entry, from);
        }
        return List.of(new LdapEntry(search.base(), entry));
      }
      boolean first = search.scope() == LdapSearch.Scope.TREE;
      String name = first ? "all" : search.base().substring(3, search.base().indexOf(','));
      entry.put("uid", octets(List.of(name)));
      entry.put("mail", octets(List.of(name + "@example.org")));
      if (first && search.attributes().contains(attribute)) {
        part(entry, 0);
      }
      return List.of(new LdapEntry(first ? GROUP : search.base(), entry));
    }

    private void part(Map<String, List<byte[]>> entry, int from) {
      int end = Math.min(values, from + PART);
      List<byte[]> some =
          octets(IntStream.range(from, end).mapToObj("cn=m%03d,dc=example"::formatted).toList());
      if (from == 0 && end == values) {
        entry.put(attribute, some);
      } else {
        entry.put(attribute, List.of());
        String last = end == values ? "*" : String.valueOf(end - 1);
        entry.put(attribute + ";Range=" + from + "-" + last, some);
      }
    }

    private static List<byte[]> octets(List<String> texts) {
      return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public boolean bind(String name, String password) {
      return false;
    }

    @Override
    public void close() {}
  }

  private static DirectorySource directory(LdapConnections connections, String limits) {
    var configuration =
        Configuration.of(
            """
            [directory.ad]
            type = "ldap"
            url = "ldap://ad"
            base-dn = "dc=example"
            filter.name = "(uid=?)"
            filter.email = "(mail=?)"
            filter.expand = "(mail=?)"
            %s
            """
                .formatted(limits),
            ChosenDirectory.class,
            DirectoryScramSettings.class,
            DirectoryServerSettings.class,
            LdapSettings.class);
    return LdapSettings.directory(configuration, "ad", connections, InstantSource.system());
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("m%03d"::formatted).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 6, 7, 100})
  void membersAreReadToTheirEnd(int count) {
    var controller = new Controller("member", count, false, new ArrayList<>());
    var directory = directory(controller, "limits.entries = 100\n");
    assertEquals(
        new Answer.Found<>(names(count).stream().map(name -> name + "@example.org").toList()),
        directory.expand("all@example.org"));
    assertEquals((count - 1) / PART, controller.asked().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 6, 7, 100})
  void groupsAreReadToTheirEnd(int count) {
    var controller = new Controller("memberOf", count, false, new ArrayList<>());
    var directory = directory(controller, "limits.groups = 100\n");
    assertEquals(
        new Answer.Found<>(names(count).stream().map(name -> new Identity(name, name)).toList()),
        directory.groups(new Identity("all", "all")));
  }

  @Test
  void noMoreAreReadThanAreAllowed() {
    var members = new Controller("member", 1_000, false, new ArrayList<>());
    assertEquals(
        new Answer.Unavailable<>("more than 5 members, which limits.entries allows"),
        directory(members, "limits.entries = 5\n").expand("all@example.org"));
    assertEquals(List.of("member;range=3-*"), members.asked());
    var groups = new Controller("memberOf", 1_000, false, new ArrayList<>());
    assertEquals(
        new Answer.Unavailable<>("more than 6 groups, which limits.groups allows"),
        directory(groups, "limits.groups = 6\n").groups(new Identity("all", "all")));
    assertEquals(List.of("memberOf;range=3-*", "memberOf;range=6-*"), groups.asked());
  }

  @Test
  void aPartThatIsMissingIsAFailureAndLosesNobody() {
    var controller = new Controller("member", 4, true, new ArrayList<>());
    assertEquals(
        new Answer.Unavailable<>("the values of member from 3 on are missing in " + GROUP),
        directory(controller, "").expand("all@example.org"));
  }
}
