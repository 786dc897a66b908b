/// The Carriers. [org.mailkeep.delivery.MailRouter] says where mail goes:
/// [org.mailkeep.delivery.LocalCarrier] files it in mailboxes of this server,
/// [org.mailkeep.delivery.RemoteCarrier] sends it to the mail exchangers of a domain or to a relay,
/// as [org.mailkeep.delivery.OutboundRoutes] chooses.
@NullMarked
package org.mailkeep.delivery;

import org.jspecify.annotations.NullMarked;
