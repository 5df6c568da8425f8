#!/bin/bash
# Installs or updates our modules when they changed, then serves. Runs as the image's user `odoo`.
set -euo pipefail

connection=(--db_host "$HOST" --db_port 5432 --db_user "$USER" --db_password "$PASSWORD")
database=(--database "$DATABASE" --db-filter "^${DATABASE}\$")
# What is for a neighbour of Odoo's comes by itself, with that neighbour.
modules=$(cd /mnt/extra-addons && grep -L '"auto_install": True' pos_*/__manifest__.py |
    xargs dirname | paste -sd,)
# Written once all is installed, and different for every release of a module.
stamp="/var/lib/odoo/.installed-${DATABASE}"
release=$(cat /mnt/extra-addons/pos_*/__manifest__.py | sha256sum)

if [[ "$(cat "$stamp" 2>/dev/null)" != "$release" ]]; then
    demo=()
    [[ "$WITH_DEMO" == 1 ]] && demo=(--with-demo)
    odoo "${connection[@]}" "${database[@]}" "${demo[@]}" \
        --init "$modules" --update "$modules" --workers 0 --no-http --stop-after-init
    echo "$release" >"$stamp"
fi

# Nobody gets in with the passwords that Odoo installs itself with. Before it serves for the first time.
secured="/var/lib/odoo/.secured-${DATABASE}"
if [[ ! -e "$secured" ]]; then
    export NEW_PASSWORD=${ADMIN_PASSWORD:-$(head --bytes 18 /dev/urandom | base64)}
    odoo shell "${connection[@]}" "${database[@]}" --no-http --log-level error <<'PYTHON'
import os
users = env["res.users"].search([("login", "!=", "__system__")])
users.write({"password": os.environ["NEW_PASSWORD"]})
env.cr.commit()
PYTHON
    touch "$secured"
    [[ -n "$ADMIN_PASSWORD" ]] || echo "Sign in as admin, password: $NEW_PASSWORD"
fi
unset ADMIN_PASSWORD NEW_PASSWORD
exec odoo "${connection[@]}" "${database[@]}"
