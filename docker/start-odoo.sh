#!/bin/bash
# Installs what is missing of our modules, then serves. Runs as the image's user `odoo`.
set -euo pipefail

connection=(--db_host "$HOST" --db_port 5432 --db_user "$USER" --db_password "$PASSWORD")
database=(--database "$DATABASE" --db-filter "^${DATABASE}\$")
modules=$(cd /mnt/extra-addons && ls -d pos_* | paste -sd,)
# Written once all is installed: an interrupted first start begins again.
stamp="/var/lib/odoo/.installed-${DATABASE}"

if [[ "$(cat "$stamp" 2>/dev/null)" != "$modules" ]]; then
    demo=()
    [[ "$WITH_DEMO" == 1 ]] && demo=(--with-demo)
    odoo "${connection[@]}" "${database[@]}" "${demo[@]}" \
        --init "$modules" --workers 0 --no-http --stop-after-init
    echo "$modules" >"$stamp"
fi
exec odoo "${connection[@]}" "${database[@]}"
