import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ImapFlow } from "imapflow";

const options = {
  host: "127.0.0.1",
  port: @PORT@,
  secure: true,
  tls: { ca: readFileSync("@CERTIFICATE@"), checkServerIdentity: () => undefined },
  auth: { user: "@USER@", pass: "@PASSWORD@" },
  qresync: true,
  logger: false,
};

async function connected() {
  const client = new ImapFlow(options);
  await client.connect();
  return client;
}

/// The next event of a name within ten seconds.
function next(client, name) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no " + name)), 10_000);
    client.once(name, (event) => {
      clearTimeout(late);
      resolve(event);
    });
  });
}

const one = await connected();
const other = await connected();
assert.ok(one._deflate, "COMPRESS is in use");
for (const name of ["CONDSTORE", "QRESYNC"]) {
  assert.ok(one.enabled.has(name), name);
}

const names = (await one.list({ statusQuery: { messages: true, unseen: true } })).map((box) => [
  box.path,
  box.specialUse,
  box.status.messages,
]);
assert.deepEqual(names.find(([path]) => path === "INBOX"), ["INBOX", "\\Inbox", 0]);
assert.ok(names.some(([, use]) => use === "\\Trash"), JSON.stringify(names));

// a message that another session files reaches one that is in IDLE
const open = await one.mailboxOpen("INBOX");
assert.equal(open.exists, 0);
const idle = one.idle();
await new Promise((resolve) => setTimeout(resolve, 200));
const pushed = next(one, "exists");
const text = "From: a@example.org\r\nSubject: one\r\nMessage-ID: <1@example.org>\r\n\r\nHello\r\n";
const filed = await other.append("INBOX", text, ["\\Seen"], new Date(1700000000000));
assert.equal(filed.uid, 1);
assert.equal((await pushed).count, 1);
const date = new Date(1700000000000).toISOString();
const fetched = await one.fetchOne("1", { uid: true, flags: true, envelope: true, source: true, internalDate: true, bodyStructure: true });
await idle;
assert.equal(fetched.source.toString(), text);
assert.equal(fetched.envelope.subject, "one");
assert.equal(new Date(fetched.internalDate).toISOString(), date);
assert.deepEqual([...fetched.flags].filter((flag) => flag !== "\\Recent"), ["\\Seen"]);
assert.equal(fetched.bodyStructure.type, "text/plain");

// CONDSTORE: what changed since, and a flag that is set only when nobody changed it
const before = (await one.status("INBOX", { highestModseq: true })).highestModseq;
await other.append("INBOX", text.replace("one", "two"));
await other.mailboxOpen("INBOX");
assert.ok(await other.messageFlagsAdd("1", ["\\Flagged"]));
await one.noop();
const changed = [];
for await (const message of one.fetch("1:*", { uid: true, flags: true }, { changedSince: before })) {
  changed.push([message.uid, message.flags.has("\\Flagged"), message.modseq > before]);
}
assert.deepEqual(changed, [[1, true, true], [2, false, true]]);

// a part of a large message comes in pieces; what is moved keeps its octets
const large = text + "0123456789abcdef".repeat(40_000) + "\r\n";
const big = await one.append("INBOX", large);
const { content } = await one.download(String(big.uid), undefined, { uid: true });
const pieces = [];
for await (const piece of content) {
  pieces.push(piece);
}
assert.equal(Buffer.concat(pieces).toString(), large);

await one.mailboxCreate("Kept/Töpfe");
const moved = await one.messageMove("1,3", "Kept/Töpfe", { uid: true });
assert.deepEqual([...moved.uidMap], [[1, 1], [3, 2]]);
const left = await one.search({ all: true }, { uid: true });
assert.deepEqual(left, [2]);
await one.mailboxOpen("Kept/Töpfe");
assert.equal((await one.fetchOne("2", { source: true })).source.toString(), large);
assert.deepEqual(await one.search({ subject: "one", larger: 600_000 }), [2]);
await one.messageDelete("1");
assert.equal(one.mailbox.exists, 1);

await other.logout();
await one.logout();
console.log("all well");
