"""What pages elsewhere say of themselves, fetched through a guard: no rows, no requests of ours.

The order is that of the files: `addresses` and `guard` say where one may go, `dialing` goes there
and nowhere else, `fetching` follows redirects within limits, `heads` reads what came back,
`links` finds which links of a text are shown as cards.
"""
