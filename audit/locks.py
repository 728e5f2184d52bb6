"""The database's advisory locks, all of them: each number means one thing in the whole product.

Whoever holds one is alone at that work. The database lets go of it when the transaction or the session ends, so
nothing stays locked behind a process that died.
"""

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    AUDIT_SEALING = 1
    RAG_PROPOSALS = 2
    RANKING_RUN = 3
    RANKING_ASK = 4
    IMPORT = 5
    IMPORT_RUN = 6  # with the run's own number as a second
    INVOLVEMENT = 7
    DEMO = 8
