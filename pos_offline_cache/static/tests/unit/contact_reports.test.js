import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { STATUS } from "@pos_offline_base/app/connection/connection_monitor";
import { LAYER } from "@pos_offline_base/app/connection/server_ping";
import { ContactReports } from "@pos_offline_cache/app/page/contact_reports";

describe.current.tags("headless");

const ONLINE = { status: STATUS.ONLINE, layer: null };
const GONE = { status: STATUS.OFFLINE, layer: LAYER.NETWORK };
const SIGNED_OUT = { status: STATUS.OFFLINE, layer: LAYER.SESSION };

/** Reports of a till of user 7 whose monitor sees what the test says. */
async function startReports(state = ONLINE) {
    const callbacks = [];
    const connection = {
        state,
        check: async () => expect.step("check"),
        onChange: (callback) => callbacks.push(callback),
    };
    const client = {
        getNext: async () => client.next || null,
        ask: async (type, { user }) => expect.step(`${type} ${user}`),
    };
    const onReturn = async () => expect.step("store again");
    new ContactReports({ connection, client, user: 7, onReturn }).start();
    await animationFrame();
    const change = async (next) => {
        connection.state = next;
        callbacks.forEach((callback) => callback());
        await animationFrame();
    };
    return { client, connection, change };
}

test("a till that stays open tells of its contact with the server now and then", async () => {
    await startReports();
    expect.verifySteps(["check", "CONTACT 7"]);
    await advanceTime(30 * 60000);
    expect.verifySteps(["check", "CONTACT 7"]);
});

test("without the server there is no contact; with it there is one at once", async () => {
    const { change } = await startReports(GONE);
    expect.verifySteps(["check"]);
    await advanceTime(30 * 60000);
    expect.verifySteps(["check"]);
    await change(ONLINE);
    expect.verifySteps(["CONTACT 7"]);
});

test("a user who is signed out elsewhere is forgotten, and stored again when back", async () => {
    const { change } = await startReports();
    expect.verifySteps(["check", "CONTACT 7"]);
    await change(SIGNED_OUT);
    expect.verifySteps(["SIGNED_OUT 7"]);
    await change(ONLINE);
    expect.verifySteps(["store again", "CONTACT 7"]);
});

test("a worker that is about to end is not asked", async () => {
    const { client, change } = await startReports(GONE);
    expect.verifySteps(["check"]);
    client.next = {};
    await change(ONLINE);
    expect.verifySteps([]);
});

test("a worker that does not answer stops nothing", async () => {
    const { client, change } = await startReports(GONE);
    client.ask = () => Promise.reject(new Error("no answer"));
    await change(ONLINE);
    client.ask = async (type) => expect.step(type);
    await change(ONLINE);
    expect.verifySteps(["check", "CONTACT"]);
});
