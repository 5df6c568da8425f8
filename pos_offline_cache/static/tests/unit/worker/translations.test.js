import { after, describe, expect, test } from "@odoo/hoot";
import { Translations } from "@pos_offline_cache/worker/translations";
import { FakeGate, PAGE } from "./helpers";

describe.current.tags("headless");

const FRENCH = {
    lang: "fr_FR",
    hash: "h1",
    modules: { web: { messages: [] } },
    lang_parameters: {},
};
const refused = () => {
    throw new TypeError("refused");
};
let count = 0;

function makeTranslations() {
    const gate = new FakeGate(refused);
    const releases = { match: async () => undefined, matchAny: async () => undefined };
    const translations = new Translations(gate, releases, `test-${Date.now()}-${count++}`);
    after(() => caches.delete(translations.name));
    const ask = async (query) => {
        const works = [];
        const request = new Request(`${location.origin}/web/webclient/translations?${query}`);
        const event = { request, waitUntil: (work) => works.push(work) };
        const answer = await (await translations.answer(event, PAGE)).json();
        await Promise.all(works);
        return answer;
    };
    const askOnline = (query, body) => {
        gate.answer = () => Response.json(body);
        return ask(query);
    };
    const askOffline = (query) => {
        gate.answer = refused;
        return ask(query);
    };
    return { askOnline, askOffline, gate };
}

test("words are found again under any other hash, for the same language", async () => {
    const { askOnline, askOffline } = makeTranslations();
    await askOnline("lang=fr_FR", FRENCH);
    expect(await askOffline("hash=h2&lang=fr_FR")).toEqual(FRENCH);
    expect((await askOffline("lang=ar_001")).modules).toEqual({});
});

test("an answer that nothing changed does not replace the words", async () => {
    const { askOnline, askOffline } = makeTranslations();
    await askOnline("lang=fr_FR", FRENCH);
    await askOnline("hash=h1&lang=fr_FR", { lang: "fr_FR", hash: "h1" });
    expect(await askOffline("lang=fr_FR")).toEqual(FRENCH);
});

test("a page that has the stored words already is told that nothing changed", async () => {
    const { askOnline, askOffline } = makeTranslations();
    await askOnline("lang=fr_FR", FRENCH);
    expect(await askOffline("hash=h1&lang=fr_FR")).toEqual({ lang: "fr_FR", hash: "h1" });
});

test("with nothing stored the answer is one that stock can read", async () => {
    const { askOffline } = makeTranslations();
    const answer = await askOffline("lang=fr_FR");
    expect(answer.modules).toEqual({});
    expect(JSON.parse(answer.lang_parameters.grouping)).toEqual([3, 0]);
    expect(answer.lang_parameters.direction).toBe("ltr");
});

test("a server is waited for longer where there are no words stored", async () => {
    const { askOnline, gate } = makeTranslations();
    const isPatient = [];
    const wait = gate.wait.bind(gate);
    gate.wait = (answer, options) => {
        isPatient.push(options.patient);
        return wait(answer, options);
    };
    await askOnline("lang=fr_FR", FRENCH);
    await askOnline("lang=fr_FR", FRENCH);
    expect(isPatient).toEqual([true, false]);
});

test("with nothing stored a page keeps the words that it has itself", async () => {
    const { askOffline } = makeTranslations();
    expect(await askOffline("hash=h1&lang=fr_FR")).toEqual({ lang: "fr_FR", hash: "h1" });
});
