import imaplib, poplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False

def connect():
    pop = poplib.POP3_SSL("127.0.0.1", @POP3S@, context=trust)
    pop.user("@USER@")
    return pop


pop = connect()
capabilities = pop.capa()
for name in "TOP", "UIDL", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "UTF8", "SASL", "EXPIRE":
    assert name in capabilities, capabilities
assert "STLS" not in capabilities
pop.pass_("@PASSWORD@")
assert pop.stat()[0] == 30, pop.stat()
ids = [row.split()[1] for row in pop.uidl()[1]]
assert len(set(ids)) == 30
assert pop.top(3, 0)[1] == [b"From: a@example.org", b"Subject: message 2", b""]

other = connect()
try:
    other.pass_("@PASSWORD@")
    raise AssertionError("two sessions have the maildrop")
except poplib.error_proto as e:
    assert e.args[0].startswith(b"-ERR [IN-USE]"), e
other.quit()

for message in 1, 2, 3:
    pop.dele(message)
pop.rset()
pop.dele(30)
pop.quit()

# encrypted by STLS
pop = poplib.POP3("127.0.0.1", @POP3@)
assert "STLS" in pop.capa() and "USER" not in pop.capa()
pop.stls(trust)
pop.user("@USER@")
pop.pass_("@PASSWORD@")
assert [row.split()[1] for row in pop.uidl()[1]] == ids[:29]
pop.quit()

imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")
assert imap.select() == ("OK", [b"29"])
imap.store("1", "+FLAGS", "\\Deleted")
imap.expunge()
imap.logout()

pop = connect()
pop.pass_("@PASSWORD@")
assert [row.split()[1] for row in pop.uidl()[1]] == ids[1:29]
pop.quit()
print("all well")
