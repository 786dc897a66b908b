package org.mailkeep.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The marks of RFC 5256 §2.1, and which of them say that a message answers or forwards another.
final class BaseSubjectTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                      | hello    | false
          Re: hello                  | hello    | true
          RE : hello                 | hello    | true
          re[4]: hello               | hello    | true
          fw: hello                  | hello    | true
          Fwd: hello                 | hello    | true
          [list] hello               | hello    | false
          [list] Re: hello           | hello    | true
          Re: [list] Fwd: hello      | hello    | true
          hello (fwd)                | hello    | true
          hello (fwd) (FWD)          | hello    | true
          [fwd: hello]               | hello    | true
          [Fwd: Re: [list] hello]    | hello    | true
          [hello]                    | [hello]  | false
          Reply: hello               | reply: hello | false
          =?utf-8?q?Re=3A_hello?=    | hello    | true
          """)
  void takesMarksOff(String subject, String base, boolean reply) {
    assertEquals(new BaseSubject(base, reply), BaseSubject.extract(subject));
  }
}
