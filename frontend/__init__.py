"""Pages (HTML), live updates and REST: reads every app, owns no business rule."""
