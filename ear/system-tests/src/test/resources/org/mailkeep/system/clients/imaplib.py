import imaplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False
imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")

def ok(answer):
    assert answer[0] == "OK", answer
    return answer[1]


assert "IMAP4REV1" in imap.capabilities
names = b"\n".join(ok(imap.list()))
assert b'"/" INBOX' in names, names
assert ok(imap.select()) == [b"0"]

ok(imap.append("INBOX", "\\Seen", imaplib.Time2Internaldate(1700000000), b"Subject: one\r\n\r\nHello\r\n"))
ok(imap.append("INBOX", None, None, b"Subject: two\r\n\r\nHello again\r\n"))
ok(imap.noop())
assert ok(imap.search(None, "SEEN")) == [b"1"]
assert ok(imap.search(None, "SUBJECT", "two")) == [b"2"]
assert ok(imap.fetch("1", "(RFC822)"))[0][1] == b"Subject: one\r\n\r\nHello\r\n"
assert b'INTERNALDATE "14-Nov-2023 22:13:20 +0000"' in ok(imap.fetch("1", "(UID INTERNALDATE)"))[0]
assert b"ENVELOPE (NIL \"two\"" in ok(imap.fetch("2", "(ENVELOPE BODYSTRUCTURE)"))[0]

ok(imap.create('"New Box"'))
ok(imap.copy("1:2", '"New Box"'))
ok(imap.uid("MOVE", "2", '"New Box"'))
assert b"MESSAGES 3" in ok(imap.status('"New Box"', "(MESSAGES UNSEEN)"))[0]
assert b"Flagged" in ok(imap.store("1", "+FLAGS", "\\Flagged"))[0]
ok(imap.store("1", "+FLAGS", "\\Deleted"))
assert ok(imap.expunge())[-1:] == [b"1"]  # imaplib gives the one of MOVE before it
assert ok(imap.select('"New Box"')) == [b"3"]
ok(imap.close())
ok(imap.rename('"New Box"', "Other"))
ok(imap.subscribe("Other"))
assert b"Other" in b"\n".join(ok(imap.lsub()))
ok(imap.delete("Other"))
imap.logout()
print("all well")
