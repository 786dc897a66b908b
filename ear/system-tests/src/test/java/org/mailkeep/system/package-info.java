/// The server as its clients and operators meet it: started by the real launcher, spoken to over
/// sockets. A test asks for a [org.mailkeep.system.MailServer] as a parameter and gets the one that
/// all tests of the run share, or makes one of its own.
@NullMarked
package org.mailkeep.system;

import org.jspecify.annotations.NullMarked;
