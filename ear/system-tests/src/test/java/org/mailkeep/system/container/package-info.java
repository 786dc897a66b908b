/// Tests that run inside the container, beside the deployed EAR, by Arquillian: what a client
/// cannot see from outside.
@NullMarked
package org.mailkeep.system.container;

import org.jspecify.annotations.NullMarked;
