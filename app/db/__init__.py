"""The database. Importing this package puts a current SQLite under every SQLite driver.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL with several connections; Debian 12 ships such a version, so
the pinned `pysqlite3` takes the place of the standard module before any driver is imported. It also
gives every constraint a name, before the first model is defined: a migration can only drop what has one.
"""

import sys

import pysqlite3.dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from sqlmodel import SQLModel  # noqa: E402  (SQLAlchemy looks for sqlite3 when first asked)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
