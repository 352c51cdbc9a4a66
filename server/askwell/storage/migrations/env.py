"""How Alembic runs here: on the connection it is given, in batch mode, in one transaction."""

from alembic import context

from askwell.storage.models import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
