-- The database and its four roles: psql -f docs/roles.sql, as PostgreSQL's superuser, once. The README says which process is which.
CREATE ROLE journal_owner LOGIN;
CREATE ROLE journal_app LOGIN;
CREATE ROLE journal_maintenance LOGIN;
CREATE ROLE journal_backup LOGIN BYPASSRLS;
CREATE DATABASE journal OWNER journal_owner TEMPLATE template0 ENCODING 'UTF8';
-- Settings of every connection, behind a pooler too: nothing waits without end, what was acknowledged is on the disk, and no
-- time goes into compiling cheap statements, which policies make look dear.
ALTER DATABASE journal SET lock_timeout = '5s';
ALTER DATABASE journal SET statement_timeout = '15s';
ALTER DATABASE journal SET synchronous_commit = 'on';
ALTER DATABASE journal SET jit = 'off';
REVOKE ALL ON DATABASE journal FROM PUBLIC;
GRANT CONNECT ON DATABASE journal TO journal_app, journal_maintenance, journal_backup;
\connect journal
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO journal_owner;
GRANT USAGE ON SCHEMA public TO journal_app, journal_maintenance, journal_backup;
