/// What every backend must do, as tests that each backend's test class extends; and backends that
/// fail or are slow, for the tests of those who build on a store.
@NullMarked
package org.mailkeep.store.api.contract;

import org.jspecify.annotations.NullMarked;
