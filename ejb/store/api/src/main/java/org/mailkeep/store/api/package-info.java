/// The stores as callers see them; package spi for backends; the contract tests every backend
/// passes.
@NullMarked
package org.mailkeep.store.api;

import org.jspecify.annotations.NullMarked;
