package org.mailkeep.services;

import jakarta.security.enterprise.credential.Credential;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mailkeep.directory.api.Credentials;

/// What a request carries to prove who sends it.
///
/// @param credentials from its `Authorization`
/// @param remote who sends it
/// @param pause takes how long they have to wait when there were too many failures
record HttpCredential(
    Credentials credentials, InetAddress remote, AtomicReference<@Nullable Duration> pause)
    implements Credential {}
