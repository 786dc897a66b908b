package org.mailkeep.store.api;

/// A key and what is stored under it.
public record Entry(byte[] key, byte[] value) {}
