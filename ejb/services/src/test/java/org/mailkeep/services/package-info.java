/// Tests of the composition's parts; the whole is tested against the deployed archive.
@NullMarked
package org.mailkeep.services;

import org.jspecify.annotations.NullMarked;
