package org.mailkeep.services;

import jakarta.security.enterprise.credential.Credential;
import java.net.InetAddress;
import org.mailkeep.directory.api.Credentials;

/// What a request carries to prove who sends it.
///
/// @param credentials from its `Authorization`
/// @param remote who sends it
record HttpCredential(Credentials credentials, InetAddress remote) implements Credential {}
