# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.customer_values import CustomerValues
from ..tools.duplicates import DuplicateError, DuplicateFinder
from ..tools.merge import ASK, TILL, merge
from ..tools.new_customers import make_new_customers

CREATE, WRITE = "partner.create", "partner.write"


class PosOfflineOperation(models.Model):
    _inherit = "pos.offline.operation"

    @api.model
    def _get_handlers(self):
        handlers = super()._get_handlers()
        return {**handlers, CREATE: "_create_customer", WRITE: "_write_customer"}

    @api.model
    def _get_group_handlers(self):
        return {**super()._get_group_handlers(), CREATE: "_create_customers"}

    @api.model
    def _after_failure(self, config, operation, error):
        if operation.kind in (CREATE, WRITE):
            self.env["pos.customer.offline.log"]._note_failure(config, operation, error)
        return super()._after_failure(config, operation, error)

    @api.model
    def _apply_batch(self, config, raw):
        answer = super()._apply_batch(config, raw)
        if "results" in answer:  # else nothing of it was looked at
            self._tell_other_tills(config, raw, answer["results"])
        return answer

    # -- Creating ----------------------------------------------------------------------------------

    def _create_customer(self, config, payload, operation):
        """Handle ``{values, local_id, parent_uuid?}``.

        :returns: ``{id, record, outcome: created|linked, with, filled}``
        """
        self.env["res.partner"].check_access("create")
        return self._create_once(config, operation, self._read_new(config, payload))

    def _create_customers(self, config, operations):
        """Do the same for many, or raise where one of them is more than just new."""
        self.env["res.partner"].check_access("create")
        entered = [self._read_new(config, operation.payload) for operation in operations]
        customers = make_new_customers(config, operations, entered)
        records = self.env["res.partner"]._load_pos_data_read(customers, config)
        read = {record["id"]: record for record in records}
        return [self._answer_create(one, read[one.id], "created", []) for one in customers]

    def _read_new(self, config, payload):
        values = CustomerValues(config).check(self._get_values(payload))
        if not values.get("name"):
            raise OfflineOperationError("validation", self.env._("A customer needs a name."))
        return values

    def _get_values(self, payload):
        """Return the payload's values, the company that waited beside its contact put in."""
        values = payload.get("values")
        if not payload.get("parent_uuid") or not isinstance(values, dict):
            return values
        return {**values, "parent_id": self._need_created_customer(payload["parent_uuid"]).id}

    def _create_once(self, config, operation, values):
        finder = DuplicateFinder(config)
        finder.lock(values)
        matches = finder.find(values)
        partners = self.env["res.partner"].union(*matches)
        decision = operation.decision or config.offline_customer_duplicate_policy
        if isinstance(decision, int):
            return self._use_customer(
                config, operation, values, self.env["res.partner"].browse(decision)
            )
        chosen = finder.choose(matches, values)
        if decision == "use" and chosen:
            return self._use_customer(config, operation, values, chosen)
        if decision == "ask" and partners:
            raise DuplicateError(partners, finder.describe(matches))
        return self._make_customer(config, operation, values, matches)

    def _make_customer(self, config, operation, values, matches):
        tools = CustomerValues(config)
        written = dict(values)
        if any("barcode" in rules for rules in matches.values()):
            # A barcode names one customer: it stays with the one who has it.
            written.pop("barcode")
        customer = self.env["res.partner"].create(tools.prepare(written))
        review = self.env["res.partner"].union(*matches)
        is_open = review and not operation.decision
        self.env["pos.customer.offline.log"]._note(
            config,
            operation,
            customer,
            outcome="created",
            values=[(name, False, value, False, name in written) for name, value in values.items()],
            state="open" if is_open else "done",
            cause="duplicate" if review else False,
            candidate_ids=review.ids,
        )
        return self._finish_create(config, operation, customer, "created", [])

    def _use_customer(self, config, operation, values, customer):
        """Link the till's customer to one that is there, and fill what is empty there."""
        tools = CustomerValues(config)
        current = tools.get_current(customer, values)
        # A person is not made a company, nor moved to one, by what a till did not know.
        never = ("is_company", "parent_id")
        filled = [n for n in values if values[n] and not current[n] and n not in never]
        if filled and not DuplicateFinder(config).may_fill(customer, values):
            filled = []
        if filled:
            customer.write(tools.prepare({name: values[name] for name in filled}))
        self.env["pos.customer.offline.log"]._note(
            config,
            operation,
            customer,
            outcome="linked",
            values=[(n, False, values[n], current[n], n in filled) for n in values],
        )
        return self._finish_create(config, operation, customer, "linked", filled)

    def _finish_create(self, config, operation, customer, outcome, filled):
        self.env["pos.order"]._link_offline_customer(operation.uuid, customer)
        record = self._read_customer(config, customer)
        return self._answer_create(customer, record, outcome, filled)

    def _answer_create(self, customer, record, outcome, filled):
        return {
            "id": customer.id,
            "record": record,
            "outcome": outcome,
            "with": customer.id if outcome == "linked" else False,
            "filled": filled,
        }

    # -- Changing ----------------------------------------------------------------------------------

    def _write_customer(self, config, payload, operation):
        """Handle ``{id | create_uuid, base, values}``.

        :returns: ``{id, record, merged: [field], conflicts: [{field, base, till, server, kept}]}``
        """
        tools = CustomerValues(config)
        base, values = tools.convert(payload.get("base")), tools.check(payload.get("values"))
        customer = self._find_customer(payload)
        self._check_may_change(config, customer)
        if not customer or not customer.active:
            self._check_may_bring_back(config, customer, {**base, **values})
            if not customer:
                return self._recreate(config, operation, {**base, **values})
            customer.action_unarchive()
        policy = config.offline_customer_conflict_policy
        changes = merge(base, values, tools.get_current(customer, values), policy)
        taken = {change.field: change.till for change in changes if change.kept == TILL}
        if taken:
            customer.write(tools.prepare(taken))
        conflicts = [change for change in changes if change.conflict]
        log = self.env["pos.customer.offline.log"]._note_changes(
            config, operation, customer, changes, is_open=bool(conflicts) and policy == ASK
        )
        if conflicts:
            log._post_note()
        return {
            "id": customer.id,
            "record": self._read_customer(config, customer),
            "merged": sorted(taken),
            "conflicts": [
                {key: value for key, value in c._asdict().items() if key != "conflict"}
                for c in conflicts
            ],
        }

    def _find_customer(self, payload):
        """Return whom the change belongs to, merges followed; archived ones too; or nobody."""
        if payload.get("create_uuid"):
            return self._need_created_customer(payload["create_uuid"])
        number = payload.get("id")
        if type(number) is not int or not 0 < number < 2**31:
            raise OfflineOperationError("malformed")
        return self.env["res.partner"]._follow_offline_merge(number)

    def _check_may_change(self, config, customer):
        company = customer.sudo().company_id
        if company and company != config.company_id:
            raise OfflineOperationError("wrong_company")
        customer.check_access("write")

    def _check_may_bring_back(self, config, customer, values):
        """Refuse where a manager shall see who was archived or deleted meanwhile."""
        if config.offline_customer_gone_policy == "list":
            raise OfflineOperationError("gone", self._get_gone_text(customer, values))

    def _recreate(self, config, operation, values):
        if not values.get("name"):
            raise OfflineOperationError("gone", self._get_gone_text(None, values))
        self.env["res.partner"].check_access("create")
        made = self._create_once(config, operation, CustomerValues(config).check(values))
        return {
            "id": made["id"],
            "record": made["record"],
            "merged": sorted(values),
            "conflicts": [],
        }

    def _get_gone_text(self, customer, values):
        if customer:
            return self.env._("%s was archived meanwhile.", customer.name)
        name = values.get("name") or self.env._("The customer")
        return self.env._("%s was deleted meanwhile.", name)

    # -- Both --------------------------------------------------------------------------------------

    @api.model
    def _find_record(self, config, model, number, uuid=None):
        """Find customers where they are by now: merges are followed, who was created is known."""
        if model != "res.partner":
            return super()._find_record(config, model, number, uuid)
        customer = self.env[model]._follow_offline_merge(number) if number else self.env[model]
        customer = customer or self._get_created_customer(uuid, config.company_id)
        return super()._find_record(config, model, customer.id)

    @api.model
    def _get_created_customer(self, uuid, company):
        """Return the customer that an operation of ``company`` made, if the user may see it."""
        nobody = self.env["res.partner"]
        if not isinstance(uuid, str):
            return nobody
        # As superuser: users have no right on the ledger. They get a record only with their own.
        domain = [("kind", "=", CREATE), ("company_id", "=", company.id)]
        ledger = self.sudo().search([("uuid", "=", uuid.lower()), *domain])
        if ledger.state != "done":
            return nobody
        customer = nobody._follow_offline_merge(ledger.result["id"])
        return customer if customer and customer.has_access("read") else nobody

    def _need_created_customer(self, uuid):
        customer = self._get_created_customer(uuid, self.env.company)
        if not customer:
            text = self.env._("This belongs to a new customer that is not on the server.")
            advice = self.env._("See why that customer failed, then retry both.")
            raise OfflineOperationError("gone", text, advice)
        return customer

    def _get_kept_result(self, result):
        """Keep who it is, and nobody's data: those are where the customer is, and go with it."""
        if self.kind not in (CREATE, WRITE):
            return super()._get_kept_result(result)
        kept = {name: value for name, value in result.items() if name != "record"}
        conflicts = [
            {name: one[name] for name in ("field", "kept")} for one in kept.get("conflicts", [])
        ]
        return {**kept, "conflicts": conflicts} if "conflicts" in kept else kept

    def _complete_result(self, env):
        result = super()._complete_result(env)
        if self.kind not in (CREATE, WRITE):
            return result
        customer = env["res.partner"]._follow_offline_merge(result["id"])
        if not customer.has_access("read"):
            return {**result, "record": False}
        config = env["pos.config"].browse(self.config_id.id)
        record = env[self._name]._read_customer(config, customer) if customer else False
        result = {**result, "id": customer.id or result["id"], "record": record}
        return self._as_answered(result)

    def _read_customer(self, config, customer):
        return self.env["res.partner"]._load_pos_data_read(customer, config)[0]

    def _tell_other_tills(self, config, raw, results):
        """Have the shop's other tills take the customers as Odoo's own synchronisation does."""
        kinds = {CREATE, WRITE}
        ids = {
            result["result"]["id"]
            for item, result in zip(raw["operations"], results, strict=True)
            if result["status"] == "done" and not result["replayed"] and item["kind"] in kinds
        }
        if ids:
            config._tell_tills_of_customers(sorted(ids), raw["device"])
