// What a test has Thunderbird do. Each function is called by its name, with texts.

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { FileUtils } = ChromeUtils.importESModule("resource://gre/modules/FileUtils.sys.mjs");
const PATIENCE = 20_000;

/// Waits until something holds.
async function until(what, holds) {
  const end = Date.now() + PATIENCE;
  while (!holds()) {
    if (Date.now() > end) {
      throw new Error("not within " + PATIENCE + " ms: " + what());
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/// Starts something with a listener, and waits until it has ended well.
function ended(start) {
  const end = new Promise((resolve, reject) => {
    const stop = (status) =>
      Components.isSuccessCode(status) ? resolve() : reject(new Error("0x" + status.toString(16)));
    start({
      QueryInterface: ChromeUtils.generateQI([
        "nsIUrlListener",
        "nsIMsgCopyServiceListener",
        "nsIMsgSendListener",
      ]),
      OnStartRunningUrl() {},
      OnStopRunningUrl: (_, status) => stop(status),
      onStartCopy() {},
      onProgress() {},
      setMessageKey() {},
      getMessageId() {},
      onStopCopy: stop,
      onStartSending() {},
      onSendProgress() {},
      onStatus() {},
      onStopSending: (_, status) => Components.isSuccessCode(status) || stop(status),
      onGetDraftFolderURI() {},
      onSendNotPerformed: (_, status) => stop(status),
      onTransportSecurityError: (_, status) => stop(status),
    });
  });
  const late = new Promise((_, reject) =>
    setTimeout(() => reject(new Error("no end within " + PATIENCE + " ms")), PATIENCE)
  );
  return Promise.race([end, late]);
}

/// Trusts a certificate on a port of this host, whoever signed it, as a user does when asked.
function trust(port, certificate) {
  const base64 = certificate.split("-----")[2].replace(/\s/g, "");
  const known = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  Cc["@mozilla.org/security/certoverride;1"]
    .getService(Ci.nsICertOverrideService)
    .rememberValidityOverride(
      "localhost",
      Number(port),
      {},
      known.constructX509FromBase64(base64),
      true
    );
}

/// Sets an account up as Thunderbird's own form does.
async function setUp(type, port, submissions, address, password, certificate) {
  trust(port, certificate);
  trust(submissions, certificate);
  const { AccountConfig } = ChromeUtils.importESModule(
    "resource:///modules/accountcreation/AccountConfig.sys.mjs"
  );
  const { CreateInBackend } = ChromeUtils.importESModule(
    "resource:///modules/accountcreation/CreateInBackend.sys.mjs"
  );
  const server = {
    hostname: "localhost",
    username: address,
    password,
    auth: Ci.nsMsgAuthMethod.passwordCleartext,
    socketType: Ci.nsMsgSocketType.SSL,
  };
  const config = new AccountConfig();
  config.identity.realname = "Jane";
  config.identity.emailAddress = address;
  config.rememberPassword = true;
  Object.assign(config.incoming, server, {
    type,
    port: Number(port),
    checkInterval: 60,
    loginAtStartup: false,
    leaveMessagesOnServer: false,
  });
  Object.assign(config.outgoing, server, {
    type: "smtp",
    port: Number(submissions),
    addThisServer: true,
  });
  await CreateInBackend.createAccountInBackend(config);
}

function server(address, type = "imap") {
  return MailServices.accounts.findServer(address, "localhost", type);
}

function folders(address) {
  return server(address).rootFolder.descendants;
}

/// A folder by its name in the server's words.
function folder(address, name) {
  return folders(address).find(
    (each) => each.QueryInterface(Ci.nsIMsgImapMailFolder).onlineName === name
  );
}

function message(address, name, subject) {
  const found = [...folder(address, name).messages].find(
    (each) => each.mime2DecodedSubject === subject
  );
  if (!found) {
    throw new Error("no message " + subject + ": " + messages(address, name));
  }
  return found;
}

/// Asks for the list of folders: the name of each, and what it is used for.
async function names(address) {
  const inbox = server(address).rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  await ended((listener) =>
    inbox.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolderWithListener(null, listener)
  );
  const uses = ["Inbox", "Drafts", "SentMail", "Trash", "Junk", "Archive"];
  return folders(address).map((each) =>
    [
      each.QueryInterface(Ci.nsIMsgImapMailFolder).onlineName,
      ...uses.filter((use) => each.getFlag(Ci.nsMsgFolderFlags[use])),
    ].join(" ")
  );
}

/// Opens a folder: what is new is fetched.
async function open(address, name) {
  await ended((listener) => folder(address, name).updateFolderWithListener(null, listener));
  return messages(address, name);
}

/// What Thunderbird knows of a folder's messages, without asking.
function messages(address, name) {
  return [...folder(address, name).messages]
    .map((each) =>
      [
        each.mime2DecodedSubject,
        ...(each.isRead ? [] : ["unread"]),
        ...(each.isFlagged ? ["flagged"] : []),
      ].join(" ")
    )
    .sort();
}

/// Waits until a folder shows a message, without asking for it.
async function hear(address, name, shown) {
  await until(
    () => String(messages(address, name)),
    () => messages(address, name).includes(shown)
  );
}

/// The lines of a message.
function source(address, name, subject) {
  const uri = folder(address, name).getUriForMsg(message(address, name, subject));
  return new Promise((resolve, reject) => {
    let text = "";
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIStreamListener"]),
      onStartRequest() {},
      onDataAvailable(_, stream, __, count) {
        const readable = Cc["@mozilla.org/scriptableinputstream;1"].createInstance(
          Ci.nsIScriptableInputStream
        );
        readable.init(stream);
        text += readable.read(count);
      },
      onStopRequest: (_, status) =>
        Components.isSuccessCode(status) ? resolve(text.split(/\r?\n/)) : reject(new Error(status)),
    };
    MailServices.messageServiceFromURI(uri).streamMessage(uri, listener, null, null, false, "");
  });
}

function mark(address, name, subject) {
  const one = message(address, name, subject);
  one.folder.markMessagesRead([one], true);
  one.folder.markMessagesFlagged([one], true);
}

async function make(address, name) {
  server(address).rootFolder.createSubfolder(name, null);
  await until(
    () => "folder " + name,
    () => server(address).rootFolder.containsChildNamed(name)
  );
}

function file(address, from, subject, to, moves) {
  const one = message(address, from, subject);
  const target = server(address).rootFolder.getChildNamed(to);
  return ended((listener) =>
    MailServices.copy.copyMessages(one.folder, [one], target, moves, listener, null, false)
  );
}

const copy = (address, from, subject, to) => file(address, from, subject, to, false);
const move = (address, from, subject, to) => file(address, from, subject, to, true);

/// Moves a message to the trash.
function remove(address, name, subject) {
  const one = message(address, name, subject);
  return ended((listener) => one.folder.deleteMessages([one], null, false, false, listener, false));
}

async function compose(address, subject, mode) {
  const account = MailServices.accounts.findAccountForServer(server(address));
  const path = PathUtils.join(PathUtils.profileDir, "outgoing.eml");
  await IOUtils.writeUTF8(
    path,
    `From: Jane <${address}>\r\nTo: ${address}\r\nSubject: ${subject}\r\n` +
      `Message-ID: <${subject}@example.org>\r\n\r\nHello ${subject}\r\n`
  );
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(
    Ci.nsIMsgCompFields
  );
  fields.from = address;
  fields.to = address;
  fields.subject = subject;
  await ended((listener) =>
    Cc["@mozilla.org/messengercompose/send;1"]
      .createInstance(Ci.nsIMsgSend)
      .sendMessageFile(
        account.defaultIdentity,
        account.key,
        fields,
        new FileUtils.File(path),
        true,
        false,
        mode,
        null,
        listener,
        null
      )
  );
}

/// Submits a message, and files a copy.
const send = (address, subject) => compose(address, subject, Ci.nsIMsgSend.nsMsgDeliverNow);

const draft = (address, subject) => compose(address, subject, Ci.nsIMsgSend.nsMsgSaveAsDraft);

/// Fetches mail by POP3.
async function fetch(address) {
  const pop3 = server(address, "pop3");
  const inbox = pop3.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  await ended((listener) => MailServices.pop3.GetNewMail(null, listener, inbox, pop3));
  return [...inbox.messages].map((each) => each.mime2DecodedSubject).sort();
}
