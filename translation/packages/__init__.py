"""Language packages on disk: where they come from, how they are checked, what is installed.

Responsible for the index, downloads, installation and the language set-up at the first start.
Loads no model and translates nothing: that is `translation.engines`.
"""
