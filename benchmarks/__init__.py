"""Measurements of a running forum, made by `make bench`. Nothing here is a test: machines differ,
so compare ratios, and figures of one machine with each other.

    latency   from posting to the fragment in the reader's language, for each engine
    pages     what a thread's page costs in original and in translation; start and memory
    live      what it costs to tell many open pages
"""
