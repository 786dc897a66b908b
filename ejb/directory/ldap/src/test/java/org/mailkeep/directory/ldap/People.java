package org.mailkeep.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.contract.Population;

/// People of a test in LDIF, below a folder of their own.
record People(String base, UnaryOperator<String> hash) {
  String ldif(List<Population.Member> members) {
    var out = new StringBuilder();
    String name = base.substring(base.indexOf('=') + 1, base.indexOf(','));
    line(out, "dn", base);
    line(out, "objectClass", "organizationalUnit");
    line(out, "ou", name);
    members.stream().filter(member -> !isGroup(member)).forEach(member -> person(out, member));
    members.stream().filter(People::isGroup).forEach(group -> group(out, group, members));
    return out.toString();
  }

  /// The DN of somebody.
  String dn(String login) {
    return new Template("uid=?,").name(PrincipalDraft.login(login)) + base;
  }

  private String groupDn(String name) {
    return new Template("cn=?,").name(name) + base;
  }

  private static boolean isGroup(Population.Member member) {
    return member.kind().equals("group");
  }

  private void person(StringBuilder out, Population.Member member) {
    out.append('\n');
    line(out, "dn", dn(member.person().login()));
    for (String objectClass : List.of("inetOrgPerson", "mailAccount")) {
      line(out, "objectClass", objectClass);
    }
    line(out, "uid", PrincipalDraft.login(member.person().login()));
    line(out, "cn", "x");
    line(out, "sn", "x");
    if (!member.kind().equals("individual")) {
      line(out, "employeeType", member.kind());
    }
    line(out, "userPassword", hash.apply(member.person().password()));
    mail(out, member);
  }

  private void group(StringBuilder out, Population.Member group, List<Population.Member> all) {
    String name = group.person().login();
    out.append('\n');
    line(out, "dn", groupDn(name));
    for (String objectClass : List.of("groupOfNames", "mailAccount")) {
      line(out, "objectClass", objectClass);
    }
    line(out, "cn", name);
    List<String> members = new ArrayList<>();
    all.stream()
        .filter(member -> member.groups().contains(name))
        .forEach(member ->
            members.add(
                isGroup(member) ? groupDn(member.person().login()) : dn(member.person().login())));
    if (members.isEmpty()) {
      members.add(base);
    }
    members.forEach(member -> line(out, "member", member));
    mail(out, group);
  }

  private static void mail(StringBuilder out, Population.Member member) {
    Population.Person person = member.person();
    if (!person.name().isEmpty()) {
      line(out, "description", person.name());
    }
    for (int i = 0; i < person.emails().size(); i++) {
      String email = person.emails().get(i);
      String address =
          Claim.parse(email).map(Claim::name).orElseGet(() -> email.toLowerCase(Locale.ROOT));
      line(out, i == 0 ? "mailPrimaryAddress" : "mailAlternateAddress", address);
    }
    member.lists().forEach(list -> line(out, "mailList", list));
    if (person.quota() != Account.Quota.UNLIMITED.bytes()) {
      line(out, "mailQuota", String.valueOf(person.quota()));
    }
    line(out, "mailEnabled", person.enabled() ? "TRUE" : "FALSE");
  }

  private static void line(StringBuilder out, String name, String value) {
    byte[] octets = value.getBytes(StandardCharsets.UTF_8);
    out.append(name).append(":: ").append(Base64.getEncoder().encodeToString(octets)).append('\n');
  }
}
