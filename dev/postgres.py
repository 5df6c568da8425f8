"""One handle on PostgreSQL: the server the user names, or the embedded one."""

import fcntl
import os

import psycopg2
from psycopg2 import sql

from . import cluster, locks
from .problems import UserProblem

USERS_LOCK = "postgres-users"


class Postgres:
    """Context manager around a PostgreSQL server that Odoo may use.

    ``POS_SUITE_PG_HOST`` (with ``_PORT``, ``_USER``, ``_PASSWORD``) names a server and wins.
    Otherwise the embedded one is started, shared with every other process of this workspace,
    and stopped by the last one that leaves.
    """

    def __init__(self):
        env = os.environ.get
        self.named = bool(env("POS_SUITE_PG_HOST"))
        self.host = env("POS_SUITE_PG_HOST") or str(cluster.socket_folder())
        self.port = int(env("POS_SUITE_PG_PORT") or 5432)
        self.user = env("POS_SUITE_PG_USER") or "odoo"
        self.password = env("POS_SUITE_PG_PASSWORD") or ""
        self._handle = None

    def __enter__(self):
        if not self.named:
            self._join()
        self._check()
        return self

    def __exit__(self, *_exc):
        if self._handle:
            self._leave()

    def exists(self, name):
        """Tell whether the database ``name`` exists."""
        return bool(self._query("SELECT 1 FROM pg_database WHERE datname = %s", [name]))

    def create(self, name, template=None):
        """Create the database ``name``, empty or as a copy of ``template``."""
        if template:
            self.disconnect(template)
        self._statement(
            "CREATE DATABASE {} TEMPLATE {} ENCODING 'unicode'", name, template or "template0"
        )

    def drop(self, name):
        """Drop the database ``name`` with its connections; quiet if there is none."""
        self.disconnect(name)
        self._statement("DROP DATABASE IF EXISTS {}", name)

    def rename(self, name, new_name):
        """Rename a database, ending its connections."""
        self.disconnect(name)
        self._statement("ALTER DATABASE {} RENAME TO {}", name, new_name)

    def disconnect(self, name):
        """End every connection to the database ``name``; PostgreSQL ends its own workers itself."""
        self._query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )

    def comment(self, name):
        """Return the comment on the database ``name``, or None."""
        rows = self._query(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        return rows[0][0] if rows else None

    def set_comment(self, name, text):
        """Write ``text`` as comment on the database ``name``."""
        self._query(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(text))
        )

    def execute(self, name, statement, parameters=None):
        """Run one SQL statement in the database ``name``; returns its rows as tuples."""
        return self._query(statement, parameters, database=name)

    def _join(self):
        self._handle = locks.lock_file(USERS_LOCK)
        fcntl.flock(self._handle, fcntl.LOCK_SH)
        with locks.exclusive("postgres-start"):
            cluster.start()
            self._create_role()

    def _leave(self):
        with self._handle as handle:
            self._handle = None
            fcntl.flock(handle, fcntl.LOCK_UN)
            if locks.try_exclusive(handle):
                cluster.stop()

    def _create_role(self):
        # Odoo refuses the role `postgres`.
        if not self._query("SELECT 1 FROM pg_roles WHERE rolname = %s", [self.user], "postgres"):
            role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(self.user))
            self._query(role, user="postgres")

    def _check(self):
        rights = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        try:
            ((may_create,),) = self._query(rights)
        except psycopg2.OperationalError as error:
            raise UserProblem(
                f"PostgreSQL at {self.host} does not answer: {str(error).strip()}.",
                "Check POS_SUITE_PG_HOST, _PORT, _USER and _PASSWORD, or unset them to use the "
                "embedded server.",
            ) from error

        if not may_create or self.user == "postgres":
            raise UserProblem(
                f"The PostgreSQL role {self.user} will not do for Odoo.",
                "Name one in POS_SUITE_PG_USER that may create databases and is not postgres.",
            )

    def _statement(self, text, *names):
        self._query(sql.SQL(text).format(*map(sql.Identifier, names)))

    def _query(self, query, parameters=None, user=None, database="postgres"):
        connection = psycopg2.connect(
            host=self.host,
            port=self.port,
            user=user or self.user,
            password=self.password or None,
            dbname=database,
            connect_timeout=10,
        )
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()
