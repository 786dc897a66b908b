package org.mailkeep.queue;

import org.mailkeep.kernel.Address;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.kernel.DomainName;

/// How delivery reports look.
///
/// @param host this server's name, the reporting MTA
/// @param fromName whom people see as its author
/// @param fromAddress the address in `From`; the envelope's sender is always `<>`
/// @param mostReturned of a message that is returned whole; of a larger one only its header is
public record ReportRules(
    DomainName host, String fromName, Address fromAddress, DataSize mostReturned) {}
