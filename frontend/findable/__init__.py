"""What search engines and other sites are told: in which languages a page exists, what it is about.

Nothing here asks for a translation. Only what everybody may read is told.
"""
