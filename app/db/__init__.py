"""The database. Importing this package puts a current SQLite under every SQLite driver.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL with several connections; Debian 12 ships such a version, so
the pinned `pysqlite3` takes the place of the standard module before any driver is imported.
"""

import sys

import pysqlite3.dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
