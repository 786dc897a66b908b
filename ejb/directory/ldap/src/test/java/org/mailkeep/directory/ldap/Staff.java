package org.mailkeep.directory.ldap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.mailkeep.directory.api.Account;
import org.mailkeep.directory.api.Claim;
import org.mailkeep.directory.api.PrincipalDraft;
import org.mailkeep.directory.api.contract.Population;
import org.mailkeep.store.servers.SambaServer;

/// People of a test as Active Directory keeps them, in LDIF, below a folder of their own. Their
/// login name is the userPrincipalName; `u1`, `u2` and so on are their names behind `DOMAIN\`.
record Staff(String base) {
  private static final int ENABLED = 0x200;
  private static final int DISABLED = 0x202;

  String ldif(List<Population.Member> members) {
    var out = new StringBuilder();
    entry(out, base, "organizationalUnit");
    var dns = new ArrayList<String>();
    for (int i = 0; i < members.size(); i++) {
      Population.Member member = members.get(i);
      String dn = dn(i + 1);
      dns.add(dn);
      if (!isGroup(member)) {
        person(out, dn, "u" + (i + 1), member);
      }
    }
    members.stream().filter(Staff::isGroup).forEach(group -> group(out, group, members, dns));
    return out.toString();
  }

  /// The DN of one of them, counted from 1.
  String dn(int number) {
    return "CN=u" + number + "," + base;
  }

  private static boolean isGroup(Population.Member member) {
    return member.kind().equals("group");
  }

  private static void person(
      StringBuilder out, String dn, String account, Population.Member member) {
    Population.Person person = member.person();
    entry(out, dn, "user");
    line(out, "sAMAccountName", account);
    line(out, "userPrincipalName", PrincipalDraft.login(person.login()));
    octets(out, "unicodePwd", SambaServer.secret(person.password()));
    line(out, "userAccountControl", String.valueOf(person.enabled() ? ENABLED : DISABLED));
    line(out, "employeeType", member.kind());
    member.lists().forEach(list -> line(out, "otherMailbox", list));
    if (person.quota() != Account.Quota.UNLIMITED.bytes()) {
      line(out, "employeeNumber", String.valueOf(person.quota()));
    }
    mail(out, person);
  }

  private void group(
      StringBuilder out, Population.Member group, List<Population.Member> all, List<String> dns) {
    String name = group.person().login();
    entry(out, "CN=" + name + "," + base, "group");
    line(out, "sAMAccountName", name);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).groups().contains(name)) {
        line(
            out,
            "member",
            isGroup(all.get(i)) ? "CN=" + all.get(i).person().login() + "," + base : dns.get(i));
      }
    }
    mail(out, group.person());
  }

  private static void mail(StringBuilder out, Population.Person person) {
    if (!person.name().isEmpty()) {
      line(out, "description", person.name());
    }
    for (int i = 0; i < person.emails().size(); i++) {
      String email = person.emails().get(i);
      String address =
          Claim.parse(email).map(Claim::name).orElseGet(() -> email.toLowerCase(Locale.ROOT));
      line(out, "proxyAddresses", (i == 0 ? "SMTP:" : "smtp:") + address);
    }
  }

  private static void entry(StringBuilder out, String dn, String objectClass) {
    out.append(out.isEmpty() ? "" : "\n");
    line(out, "dn", dn);
    line(out, "changetype", "add");
    line(out, "objectClass", objectClass);
  }

  private static void line(StringBuilder out, String name, String value) {
    if (name.equals("changetype")) {
      out.append(name).append(": ").append(value).append('\n');
    } else {
      octets(out, name, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void octets(StringBuilder out, String name, byte[] value) {
    out.append(name).append(":: ").append(Base64.getEncoder().encodeToString(value)).append('\n');
  }
}
