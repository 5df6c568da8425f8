// In this order: each names those after it as well.
const BROWSERS = [
    ["Edge", /Edg[A-Z]*\/(\d+)/i],
    ["Firefox", /Firefox\/(\d+)/],
    ["Chrome", /Chrome\/(\d+)/],
    ["Safari", /Version\/(\d+).*Safari/],
];
const SYSTEMS = [
    ["Android", /Android/],
    ["iPad", /iPad/],
    ["iPhone", /iPhone/],
    ["Windows", /Windows/],
    ["ChromeOS", /CrOS/],
    ["macOS", /Macintosh/],
    ["Linux", /Linux/],
];

/** @returns {string} as "Chrome 140, Linux": what a manager can read, and no more of a person */
export function describeBrowser(userAgent) {
    const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
    const [name, pattern] = BROWSERS.find(([, each]) => each.test(userAgent)) || [];
    const browser = name && `${name} ${userAgent.match(pattern)[1]}`;
    return [browser, system].filter(Boolean).join(", ") || "?";
}
