package org.mailkeep.directory.api.contract;

import java.util.List;
import org.mailkeep.directory.api.Account;

/// Who is to be in a directory under test.
public record Population(List<String> domains, List<Person> people) {
  /// Someone.
  ///
  /// @param login name to log in with
  /// @param password in clear text
  /// @param emails what mail is theirs, `@domain` for a catch-all, the primary address first
  public record Person(
      String login,
      String password,
      String name,
      List<String> emails,
      long quota,
      boolean enabled) {
    /// Someone without a quota.
    public static Person of(String login, String password, String... emails) {
      return new Person(
          login, password, "", List.of(emails), Account.Quota.UNLIMITED.bytes(), true);
    }
  }

  /// Somebody or something, with what a foreign directory says of it.
  ///
  /// @param kind `individual`, `admin` or `group`
  /// @param lists addresses of lists whose mail it gets
  /// @param groups names of groups that it is in
  public record Member(Person person, String kind, List<String> lists, List<String> groups) {}

  /// The people of the contract.
  public static Population example() {
    return new Population(
        List.of("example.org", "example.net", "bücher.example"),
        List.of(
            new Person(
                "jane@example.org",
                "jane's secret",
                "Jane Doe",
                List.of("jane@example.org", "j.doe@example.org", "jane@example.net"),
                1L << 30,
                true),
            Person.of("john+real@example.org", "john's secret", "john+real@example.org"),
            Person.of("all@example.net", "all's secret", "all@example.net", "@example.net"),
            Person.of("jürgen@bücher.example", "jürgen's secret", "jürgen@bücher.example"),
            Person.of("admin", "admin's secret"),
            new Person(
                "gone@example.org",
                "gone's secret",
                "",
                List.of("gone@example.org"),
                Account.Quota.UNLIMITED.bytes(),
                false)));
  }
}
