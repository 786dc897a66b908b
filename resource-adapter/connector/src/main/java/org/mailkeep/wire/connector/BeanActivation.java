package org.mailkeep.wire.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// What the container tells the adapter of a message-driven bean.
abstract class BeanActivation implements ActivationSpec, Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ResourceAdapter adapter;

  @Override
  public void validate() {
    // There is nothing to configure: settings come from the server's own file.
  }

  @Override
  public @Nullable ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(@Nullable ResourceAdapter adapter) {
    this.adapter = adapter;
  }
}
