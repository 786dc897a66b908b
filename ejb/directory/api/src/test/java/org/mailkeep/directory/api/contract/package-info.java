/// What every kind of directory must do, as tests that each kind runs.
@NullMarked
package org.mailkeep.directory.api.contract;

import org.jspecify.annotations.NullMarked;
