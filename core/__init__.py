"""Languages, events and their outbox, errors, backends, periodic runs. Imports only Django."""
