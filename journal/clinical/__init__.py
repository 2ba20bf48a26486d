"""The published questionnaires, the treatment's clock, charts, and crisis lines: pure, no database, no Flask."""
