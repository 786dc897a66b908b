package org.mailkeep.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mailkeep.directory.api.Answer;
import org.mailkeep.directory.api.Trace;

/// The server checks passwords by a bind, and groups are searched by member.
@Tag("servers")
class LdapLookupTest extends LdapContract {
  @Override
  String more() {
    return """
    bind.auth.method = "lookup"
    filter.groups = "(&(objectClass=groupOfNames)(member={dn}))"
    """;
  }

  @Test
  void aFilterIsToldWithItsValueEscaped() {
    var directory = foreign(source(SOCIETY), Set.of());
    var told = Trace.of(() -> directory.account("o'neil+(a)*@example.org"));
    assertInstanceOf(Answer.Found.class, told.answer());
    String steps = told.steps().toString();
    assertTrue(steps.contains("o'neil+\\28a\\29\\2a@example.org"), steps);
    assertTrue(steps.contains(": 1 entries"), steps);
  }
}
