/// A directory whose accounts stand in the configuration file: for a handful of people, for tests,
/// and for accounts that no other directory shall hold.
@NullMarked
package org.mailkeep.directory.memory;

import org.jspecify.annotations.NullMarked;
