package org.mailkeep.wire.transport;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever a proxy sends is a header or malformed.
final class ProxyHeaderFuzzTest {

  @FuzzTest
  void version1IsUnderstoodOrRefused(byte[] input) {
    try {
      ProxyHeader.version1(new String(input, StandardCharsets.ISO_8859_1));
    } catch (ProxyHeader.Malformed _) {
      // The connection ends.
    }
  }

  @FuzzTest
  void version2IsUnderstoodOrRefused(byte[] input) {
    int command = input.length > 0 ? input[0] & 0xff : 0x21;
    int family = input.length > 1 ? input[1] & 0xff : 0x11;
    try {
      ProxyHeader.version2(command, family, input);
    } catch (ProxyHeader.Malformed _) {
      // The connection ends.
    }
  }
}
