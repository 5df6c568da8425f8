"""A Chromium with a persistent profile, which can be closed, killed and opened again."""

import asyncio
import contextlib
import os
import shutil

import psutil
from playwright.sync_api import Error as PlaywrightError

from dev.browser import CHROMIUM_ARGS, headless
from tests.waiting import wait_until

VIEWPORT = {"width": 1366, "height": 768}
ERROR_PAGE = "chrome-error://"
BETWEEN_PAGES = "Not attached to an active page"  # for a moment, where another process takes over
# The fading of stock's loader alone is a quarter of the processor time of an opening.
STILL = """(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`*, *::before, *::after {
        animation: none !important;
        transition-delay: 0s !important;
        transition-duration: 1ms !important;
    }`);
    document.adoptedStyleSheets.push(sheet);
})()"""


class Browser:
    """One browser on one profile folder, with one page that is driven.

    `playwright` is a started sync Playwright. What the page said is kept in `console` (type and
    text), `page_errors` (texts) and `dialogs` (messages; every dialog is accepted, so that leaving
    a page is never stopped). `moves`: its pages are animated,
    as a cashier's are.
    """

    def __init__(self, playwright, profile, init_script=None, moves=False):
        self._playwright = playwright
        self.moves = moves
        self.profile = os.fspath(profile)
        self.init_script = init_script
        self.context = None
        self.page = None
        self.cdp = None
        self.console, self.page_errors, self.dialogs = [], [], []
        self.open()

    def open(self):
        """Start Chromium on the profile; a profile used before keeps all that it stored."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=headless(),
            args=CHROMIUM_ARGS,
            chromium_sandbox=False,
            viewport=VIEWPORT,
            locale="en-US",
        )
        self.context.set_default_timeout(15_000)
        if not self.moves:
            self.context.add_init_script(STILL)
        if self.init_script:
            self.context.add_init_script(self.init_script)
        self._adopt(self.context.pages[0])

    def close(self):
        """Quit as a user does: cookies and databases are flushed to disk."""
        if self.context:
            with contextlib.suppress(PlaywrightError):
                self.context.close()
            wait_until(lambda: not self.processes(), what="the end of the browser")
            self.context = None

    def kill(self):
        """SIGKILL the whole browser, as a power cut would; the machine's own cache survives."""
        victims = self.processes()
        for process in victims:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        wait_until(lambda: not any(map(_is_alive, victims)), what="the end of the browser")
        with contextlib.suppress(PlaywrightError):
            self.context.close()
        self.context = None

    def kill_and_return(self):
        """Kill, open again and go to the same page; signed in as before.

        Chromium writes cookies every 30 s only: a kill could take the session with it.
        """
        url, cookies = self.page.url, self.context.cookies()
        self.kill()
        self.open()
        self.context.add_cookies(cookies)
        self.visit(url)

    def reopen(self):
        """Start again on the same profile after `close` or `kill`."""
        self.close()
        self.open()

    def remove(self):
        """Close, and delete the profile from the disk."""
        self.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def processes(self):
        """Processes of this browser, by their profile folder on the command line."""
        wanted = f"--user-data-dir={self.profile}"
        roots = [
            child
            for child in psutil.Process().children(recursive=True)
            if wanted in _command_line(child)
        ]
        found = {process.pid: process for process in roots}
        for root in roots:
            with contextlib.suppress(psutil.NoSuchProcess):
                found.update({child.pid: child for child in root.children(recursive=True)})
        return [process for process in found.values() if _is_alive(process)]

    def new_page(self):
        """Drive another tab from now on; the one before stays open."""
        self._adopt(self.context.new_page())
        return self.page

    def set_device_online(self, online):
        """Set what `navigator.onLine` says, with its events; requests are not touched by it.

        Playwright's own `set_offline` would not do: under a service worker it leaves
        `navigator.onLine` as it is. Lasts until the browser closes.
        """
        self.cdp.send("Network.enable")
        state = {"offline": not online, "latency": 0}
        speeds = {"downloadThroughput": -1, "uploadThroughput": -1}
        self.cdp.send("Network.overrideNetworkState", {**state, **speeds})

    def visit(self, url, timeout=15):
        """Go to `url`, wait for its first bytes; return the browser's error or None.

        timeout: seconds until it is left to load on; the error says so then.
        """
        try:
            self.page.goto(url, wait_until="commit", timeout=timeout * 1000)
        except PlaywrightError as error:
            return str(error).splitlines()[0]
        return None

    def reload(self):
        """Ask for a reload (as F5 does) and return at once, whatever the network does."""
        self.mark_document()
        wait_until(self._begin_reload, what="a page to reload")

    def _begin_reload(self):
        try:
            self.cdp.send("Page.reload")
        except PlaywrightError as error:
            if BETWEEN_PAGES not in str(error):
                raise
            return False
        return True

    def mark_document(self):
        """Mark the page that is shown now, to tell it from the one that comes."""
        self.evaluate("() => { window.seenByTest = true; }")

    def evaluate(self, script, argument=None, timeout=10):
        """Run a JavaScript function in the page and return what it returns (or resolves to).

        None when the page is between two documents, or does not answer for `timeout` seconds:
        while a navigation waits for the network, Chromium runs no script of ours.
        """
        # Playwright's own evaluate has no time limit, and waits with one can outlive it.
        call = self.page._impl_obj.evaluate(script, argument)
        try:
            return self.page._sync(asyncio.wait_for(call, timeout))
        except asyncio.TimeoutError:
            return None
        except PlaywrightError as error:
            if _is_between_documents(error):
                return None
            raise

    @property
    def at_error_page(self):
        """True when Chromium shows its own error page (no connection, refused, reset)."""
        return self.page.url.startswith(ERROR_PAGE)

    def limit_space(self, size):
        """Give all that the page's origin stores `size` bytes, as a device that is full does."""
        origin = self.evaluate("() => location.origin")
        self.cdp.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": size})

    def screenshot(self, path):
        """Save what is seen to `path` (PNG)."""
        self.page.screenshot(path=path, timeout=5000)

    def _adopt(self, page):
        self.page = page
        self.cdp = self.context.new_cdp_session(page)
        page.on("console", lambda message: self.console.append((message.type, message.text)))
        page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        page.on("dialog", self._accept)

    def _accept(self, dialog):
        self.dialogs.append(dialog.message)
        with contextlib.suppress(PlaywrightError):
            dialog.accept()


def _is_between_documents(error):
    signs = ("context was destroyed", "Cannot find context", "navigat", "frame was detached")
    return any(sign in str(error) for sign in signs)


def _is_alive(process):
    # One that nobody has reaped yet is as dead as the others.
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command_line(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []
