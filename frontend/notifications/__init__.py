"""Telling members: lines in the bell and on the page, letters by mail.

    sentences   what each type of notification says
    lines       notifications as lines in the reader's language; bell, page, API and mail use them
    letters     what one mail tells: lines, excerpts, originals, in the recipient's language
    mail_html   a post's HTML as mail programs show it
    channels    the ways out: mail, digest; push comes later
    sending     takes what is due, hands it to its channel, notes what became of it
    unsubscribing, bounces    what comes back

Rows, times and states are the forum's (`forum.actions.deliveries`).
"""
