package org.mailkeep.store.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CloudIdTest {
  @Test
  void namesTheHostOfElasticsearch() {
    assertEquals(
        Optional.of(URI.create("https://ab12.eu-west-1.aws.example.com:443")),
        CloudId.url("mail:" + base64("eu-west-1.aws.example.com$ab12$cd34")));
    assertEquals(
        Optional.of(URI.create("https://ab12.region.example.com:9243")),
        CloudId.url("mail:two:" + base64("region.example.com:9243$ab12$")));
  }

  @Test
  void whatNamesNoneIsNone() {
    assertEquals(Optional.empty(), CloudId.url("mail:" + base64("region.example.com")));
    assertEquals(Optional.empty(), CloudId.url("mail:" + base64("region.example.com$$cd34")));
    assertEquals(Optional.empty(), CloudId.url("mail:" + base64("a b$ab12$")));
    assertEquals(Optional.empty(), CloudId.url("mail:***"));
    assertEquals(Optional.empty(), CloudId.url(""));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
