package org.mailkeep.store.api.contract;

import java.time.Duration;
import org.mailkeep.kernel.Progress;

/// Work that was cancelled before it began.
public final class Stopped implements Progress {
  @Override
  public boolean cancelled() {
    return true;
  }

  @Override
  public void pause(Duration time) {
    throw new Cancelled();
  }
}
