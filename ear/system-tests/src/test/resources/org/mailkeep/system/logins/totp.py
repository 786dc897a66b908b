# Logs in with the code of an authenticator app; makes the code as RFC 6238 says, on its own.
import base64, hmac, imaplib, smtplib, ssl, struct, sys, time

port, submissions, user, password, program, secret = sys.argv[1:]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE


def code(now):
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(now) // 30), "sha1")
    at = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFFFFFF) % 10**6)


def login(text):
    imap = imaplib.IMAP4_SSL("127.0.0.1", int(port), ssl_context=context)
    try:
        imap.login(user, text)
        imap.select("INBOX")
        return True
    except imaplib.IMAP4.error as error:
        assert "AUTHENTICATIONFAILED" in str(error), error
        return False
    finally:
        imap.logout()


def submit(text):
    smtp = smtplib.SMTP_SSL("127.0.0.1", int(submissions), context=context)
    try:
        smtp.login(user, text)
        return True
    except smtplib.SMTPAuthenticationError as error:
        assert error.smtp_code == 535, error
        return False
    finally:
        smtp.quit()


right = code(time.time())
assert not login(password), "no code"
assert not login(password + "$000000" if right != "000000" else password + "$000001"), "wrong code"
assert login(password + "$" + right), "the code"
assert not login(password + "$" + right), "the same code again"
assert not submit(password + "$" + right), "the same code elsewhere"
assert login(program) and login(program) and submit(program), "a program's own password"
print("all well")
