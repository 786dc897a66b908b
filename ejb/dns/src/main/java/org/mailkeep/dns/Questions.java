package org.mailkeep.dns;

import java.io.IOException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/// Who answers questions to the domain name system.
interface Questions {
  /// Asks for records of a type. The flag AD of the answer tells whether it is authentic.
  ///
  /// @return an answer that says `NOERROR` or `NXDOMAIN`
  /// @throws IOException when there is none
  Message ask(Name name, int type) throws IOException;
}
