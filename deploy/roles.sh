#!/bin/sh
# Run once by the container of PostgreSQL, when its database is made: the role that the service works as owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/postgres_app_password)" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE ejustice_app LOGIN PASSWORD :'password';
SQL
