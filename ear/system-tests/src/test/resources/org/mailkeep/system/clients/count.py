import imaplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False
imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")

for name in ("INBOX", "Kept"):
    count = int(imap.select(name, readonly=True)[1][0])
    flagged = imap.search(None, "FLAGGED")[1][0].split()
    print(name, count, len(flagged))
imap.logout()
