package org.mailkeep.system.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.system.MailServer;
import org.mailkeep.system.MailServerExtension;
import org.mailkeep.system.Outcome;

@Tag("servers")
@ExtendWith(MailServerExtension.class)
final class SubmissionTest {
  private static Clients clients;

  @BeforeAll
  static void makeAccounts(MailServer server) throws IOException, InterruptedException {
    clients = Clients.on(server, "submission.example");
  }

  private static String message(String marker) {
    return "From: jane@submission.example\r\nTo: joe@submission.example\r\nSubject: "
        + marker
        + "\r\n\r\n.hello\r\n";
  }

  @ParameterizedTest
  @CsvSource({
    "submission,  -tls,   PLAIN",
    "submission,  -tls,   LOGIN",
    "submissions, --tlsc, PLAIN",
    "submissions, --tlsc, LOGIN",
  })
  void swaksSubmits(String listener, String tls, String mechanism)
      throws IOException, InterruptedException {
    String marker = "swaks" + listener + mechanism;
    String said =
        clients
            .swaks(
                listener,
                clients.address("joe"),
                tls,
                "--auth",
                mechanism,
                "--auth-user",
                clients.address("jane"),
                "--auth-password",
                Clients.PASSWORD,
                "--header",
                "Subject: " + marker)
            .success();
    assertTrue(said.contains("250 2.0.0 Ok: queued as "), said);
    assertTrue(clients.await("joe", marker).contains("with ESMTPSA "));
  }

  @ParameterizedTest
  @CsvSource({"submission, true", "submissions, false"})
  void msmtpSubmits(String listener, boolean startTls) throws IOException, InterruptedException {
    String marker = "msmtp" + listener;
    clients.msmtp(listener, startTls, message(marker)).success();
    String filed = clients.await("joe", marker);
    assertTrue(filed.startsWith("Return-Path: <jane@submission.example>"), filed);
    assertTrue(filed.contains("\nMessage-ID: <"), "completed: " + filed);
    assertTrue(filed.contains("\nDate: "), "completed: " + filed);
    assertTrue(filed.contains("\n.hello"), filed);
  }

  @ParameterizedTest
  @CsvSource({"smtp, submission", "smtps, submissions"})
  void curlSubmits(String scheme, String listener) throws IOException, InterruptedException {
    String marker = "curl" + listener;
    clients.curl(scheme, listener, message(marker)).success();
    clients.await("joe", marker);
  }

  @Test
  void aWrongPasswordIsRefused() throws IOException, InterruptedException {
    Outcome refused =
        clients.swaks(
            "submission",
            clients.address("joe"),
            "-tls",
            "--auth",
            "PLAIN",
            "--auth-user",
            clients.address("jane"),
            "--auth-password",
            "wrong");
    assertEquals(28, refused.status(), refused.output());
    assertTrue(refused.output().contains("535 5.7.8"), refused.output());
  }

  @Test
  void withoutTlsThereIsNoLogin() throws IOException, InterruptedException {
    Outcome refused =
        clients.swaks(
            "submission",
            clients.address("joe"),
            "--auth",
            "PLAIN",
            "--auth-user",
            clients.address("jane"),
            "--auth-password",
            Clients.PASSWORD);
    assertEquals(28, refused.status(), refused.output());
    assertTrue(!refused.output().contains("AUTH PLAIN"), "not even tried: " + refused.output());
  }

  @Test
  void aLoginSendsAsItselfOnly() throws IOException, InterruptedException {
    Outcome refused =
        clients.swaks(
            "submission",
            clients.address("joe"),
            "-tls",
            "--auth",
            "PLAIN",
            "--auth-user",
            clients.address("joe"),
            "--auth-password",
            Clients.PASSWORD);
    assertEquals(23, refused.status(), refused.output());
    assertTrue(refused.output().contains("501 5.5.4"), refused.output());
  }

  @Test
  void withoutALoginThereIsNoSubmission() throws IOException, InterruptedException {
    Outcome refused = clients.swaks("submission", clients.address("joe"), "-tls");
    assertEquals(23, refused.status(), refused.output());
    assertTrue(refused.output().contains("530 5.7.0"), refused.output());
  }
}
