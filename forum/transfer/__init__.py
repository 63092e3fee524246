"""Communities on their way: what their files look like, how they are read and written.

`records` says what the neutral format holds, `exchange` reads it, `discourse` and
`stack_exchange` read what other forums give; `staging` keeps what was read until it is in order;
`exporting` writes. Changing the forum is `forum.actions.importing`'s.
"""
