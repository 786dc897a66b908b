package org.mailkeep.transfer;

import java.io.IOException;

/// An import or export cannot go on; the message says why, for people.
public class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  public TransferException(String message) {
    super(message);
  }
}
