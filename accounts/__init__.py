"""Members, communities, memberships (role, level) and who may do what."""
