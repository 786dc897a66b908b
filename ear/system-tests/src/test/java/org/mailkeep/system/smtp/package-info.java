/// Real SMTP clients against the deployed server: what they send is found in the mailbox.
@NullMarked
package org.mailkeep.system.smtp;

import org.jspecify.annotations.NullMarked;
