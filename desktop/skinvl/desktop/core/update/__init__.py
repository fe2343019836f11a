"""Updating the program from a signed file, without a network.

::

    errors.py        what can go wrong, one line each
    release.py       release.json: what a release is, as its maker signed it
    keys.py          the keys that may sign a release
    archive.py       the update file: release.json, release.sig and the packed program
    unpacking.py     the packed program into a folder, where nothing leaves that folder
    installation.py  how and where this program is installed
    versions.py      the versions that lie side by side, and the link to the one in use
    lock.py          who changes them; one at a time
    trial.py         a new version proves itself in a process of its own
    store_state.py   what the store asks of a version, and a copy of the store before the switch
    offer.py         what an update file offers to this installation
    installing.py    update, go back
    restarting.py    starts the other version, or the verified set-up on Windows
    media.py         where sticks are

The version in use changes by the replacement of one symbolic link, after everything else is on the
disk: a process that is killed at any moment leaves the old program or the new one.
"""
