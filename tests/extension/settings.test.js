import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, local, pairing } from "./stand_ins.js";
import { forgetPairing, loadPairing, rememberPort, storePairing } from "../../extension/lib/settings.js";

beforeEach(fresh);

const plain = async () => JSON.stringify(await local.get(null));

test("the keys of a pairing are not where scripts in pages could read", async () => {
  const { token, serverKey } = pairing();
  await storePairing(pairing());
  assert.ok(!(await plain()).includes(token));
  assert.ok(!(await plain()).includes(serverKey));
  assert.deepEqual(await loadPairing(), pairing());
});

test("keys that an earlier version kept beside the rest move", async () => {
  await local.set({ pairing: pairing() });
  assert.deepEqual(await loadPairing(), pairing());
  assert.ok(!(await plain()).includes(pairing().token));
  assert.deepEqual(await loadPairing(), pairing());
});

test("another port changes nothing else", async () => {
  await storePairing(pairing());
  await rememberPort(8770);
  assert.deepEqual(await loadPairing(), pairing({ port: 8770 }));
});

test("a pairing that is forgotten leaves no key", async () => {
  await storePairing(pairing());
  await forgetPairing();
  assert.equal(await loadPairing(), null);
  await local.set({ pairing: { id: "p1", port: 8765 } });
  assert.equal(await loadPairing(), null);
});
