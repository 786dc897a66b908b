package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.admin.MailboxSharing;

class MailboxRightsTest {
  @Test
  void aListIsShownWithItsEntries() {
    assertEquals(
        """
        {"items":[{"identifier":"anyone","rights":"l"},{"identifier":"-$desk","rights":"rtd"}]}\
        """,
        MailboxRightsResource.listed(
                List.of(
                    new MailboxSharing.Entry("anyone", "l"),
                    new MailboxSharing.Entry("-$desk", "rtd")))
            .toString());
  }
}
