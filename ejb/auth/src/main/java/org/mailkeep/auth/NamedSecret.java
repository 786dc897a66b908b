package org.mailkeep.auth;

/// A name and the stored form of its password, from the configuration.
record NamedSecret(String name, String secret) {
  @Override
  public String toString() {
    return name;
  }
}
