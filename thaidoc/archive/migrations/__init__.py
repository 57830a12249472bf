"""How an archive of an older format becomes one of this: a module a step, in this order.

A step tells what it would change and changes nothing itself: :mod:`thaidoc.archive.upgrade` first
keeps what stands there, then does as told. It looks at the archive as it is, so that run again
after a crash it tells what is left.
"""

from thaidoc.archive.migrations.change import Migration
from thaidoc.archive.migrations.event_log import EventLog
from thaidoc.archive.migrations.rights import Rights

#: every step, in the order in which they are taken
MIGRATIONS: tuple[Migration, ...] = (EventLog(), Rights())
