import email, email.header, imaplib, ssl

trust = ssl.create_default_context(cafile="@CERTIFICATE@")
trust.check_hostname = False
imap = imaplib.IMAP4_SSL("127.0.0.1", @PORT@, ssl_context=trust)
imap.login("@USER@", "@PASSWORD@")

# each message: its mailbox, its subject and its system flags
for line in imap.list()[1]:
    name = line.split(b' "/" ')[1].decode()
    if imap.select(name, readonly=True)[1] == [b"0"]:
        continue
    for answer in imap.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
        if isinstance(answer, tuple):
            header = email.message_from_bytes(answer[1])["Subject"]
            subject = str(email.header.make_header(email.header.decode_header(header)))
            flags = imaplib.ParseFlags(answer[0])
            system = sorted(flag.decode() for flag in flags if flag.startswith(b"\\"))
            print(name.strip('"'), subject, *[flag for flag in system if flag != "\\Recent"])
imap.logout()
