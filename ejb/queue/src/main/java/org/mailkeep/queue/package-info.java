/// Accepted mail on its way: schedule, retry, delivery reports; each attempt goes to a [Carrier].
///
/// Who accepts mail sees [MailQueue] and [Envelope]; who administers it [QueueControl]; who
/// delivers it [Router], [Carrier], [Attempt] and [Outcome].
@NullMarked
package org.mailkeep.queue;

import org.jspecify.annotations.NullMarked;
