"""The REST interface, `/api/v1`: what programs may read and do, in JSON.

Reads every app, owns no business rule. Every call goes through `gateway`; endpoints parse, call
one action or query, and let `serializers` write the answer. `docs/api.md` tells how it is used.
"""
