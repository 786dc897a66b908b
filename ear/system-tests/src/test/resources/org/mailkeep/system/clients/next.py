import imaplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False
imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")

print(imap.status("INBOX", "(UIDNEXT MESSAGES HIGHESTMODSEQ)")[1][0].decode())
imap.logout()
