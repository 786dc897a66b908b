import imaplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False
imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")

for number in range(@COUNT@):
    text = "From: a@example.org\r\nSubject: message %d\r\n\r\nHello\r\n" % number
    assert imap.append("INBOX", None, None, text.encode())[0] == "OK"
assert imap.create("Kept")[0] == "OK"
imap.logout()
