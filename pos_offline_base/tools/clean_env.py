# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.


def clean_env(env, companies):
    """Return ``env`` in ``companies``, with language and time zone and no more of its context.

    A caller chooses the context: its defaults would get past every list of allowed fields.
    """
    kept = {key: env.context[key] for key in ("lang", "tz") if key in env.context}
    return env(context={**kept, "allowed_company_ids": companies.ids})
