/// The configuration's rules and expressions. A setting may depend on who asks: on the listener,
/// the client's address, the sender. Files of all versions are read: expressions (`listener !=
/// 'smtp' && is_tls`) and the older rules (`{ if = "listener", ne = "smtp" }`), each a condition
/// with what follows from it, up to an `else`.
///
/// What is read is checked as far as it can be before anyone asks: names, kinds of values, regular
/// expressions. What asks the world, such as whether a domain is ours, is passed in as a `World`.
@NullMarked
package org.mailkeep.expression;

import org.jspecify.annotations.NullMarked;
