"""What Alembic runs: the migrations, on the connection that `engine.store.schema` hands over.

There is no way around that door: it begins the transaction, so that a schema changes as a whole or not at all.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from engine.store.tables import Base


def run(connection: Connection) -> None:
    """Run the migrations in the transaction that `connection` is in."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
