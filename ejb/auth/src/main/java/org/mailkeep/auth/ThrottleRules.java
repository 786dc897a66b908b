package org.mailkeep.auth;

import java.time.Duration;
import java.util.Optional;
import org.mailkeep.kernel.Rate;

/// How failed logins are answered.
///
/// @param pause failures after which further attempts are refused unchecked for a while
/// @param ban failures after which an address is banned
/// @param banFor how long a ban lasts; empty until somebody removes it
record ThrottleRules(Optional<Rate> pause, Optional<Rate> ban, Optional<Duration> banFor) {}
