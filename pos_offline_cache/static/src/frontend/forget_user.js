import { session } from "@web/session";

const USER_DATABASES = "pos-offline-cache-user/";

/**
 * Drop what the tills of this browser keep for their user. Called where Odoo draws a page for nobody
 * signed in: the sign-in page, and whatever a sign-out leads to. Orders are not part of it, nor is
 * anything else that is not yet on the server.
 */
export async function forgetUser() {
    for (const { name } of (await window.indexedDB?.databases?.()) || []) {
        if (name.startsWith(USER_DATABASES)) {
            window.indexedDB.deleteDatabase(name);
        }
    }
}

if (session.is_frontend && !session.uid) {
    forgetUser().catch((error) => console.warn("The till's copy was not dropped:", error));
}
