"""The published questionnaires, the treatment's clock, and charts: pure, no database, no Flask."""
