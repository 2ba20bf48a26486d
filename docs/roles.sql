-- The database and its four roles: psql -f docs/roles.sql, as PostgreSQL's superuser, once. The README says which process is which.
CREATE ROLE journal_owner LOGIN;
CREATE ROLE journal_app LOGIN;
CREATE ROLE journal_maintenance LOGIN;
CREATE ROLE journal_backup LOGIN BYPASSRLS;
CREATE DATABASE journal OWNER journal_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE journal FROM PUBLIC;
GRANT CONNECT ON DATABASE journal TO journal_app, journal_maintenance, journal_backup;
\connect journal
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO journal_owner;
GRANT USAGE ON SCHEMA public TO journal_app, journal_maintenance, journal_backup;
