"""What changes on a thread page while it is open: one socket a page, one tail a process.

    handshake   who asks for what: origin, cookie, address
    access      whether he may, now and later
    conversation    what every socket does: accept, listen, send in turn, end
    sockets     the conversation with one page
    personal    the conversation with one member: how many notifications wait for him
    hub         all sockets of this process by thread; its tail and presence
    tail        follows the events of the threads that are open
    batches     turns events into ready-made frames, once for each language and audience
    wake        shortens the tail's waiting; nothing depends on it

The tail polls the database, so shell commands and workers reach open pages as well. Frames are
made once and shared by all sockets of a group. Nothing about readers is stored.
"""
