package org.mailkeep.wire.smtp;

/// Takes content piece by piece, without the means to refuse a piece.
interface Content {
  void take(byte[] bytes, int offset, int length);
}
