"""Survey-sized work with Dask: the scoring function mapped over the partitions of Parquet files.

    pip install "stemwijzer[survey]"
    python examples/survey_dask.py answers/ places/ ticketing

``answers`` holds Parquet files with a column ``id`` and a column per question id (text, as in the
CSV of ``batch``, with ``<question>.importance`` where wanted). Each worker loads the catalogue
once, from the cache; a partition goes in and one of the same rows comes out, so memory is bounded
by the partition and nothing is shared. The numbers are those of ``match``.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

import stemwijzer
from stemwijzer.answers.rows import TableReader
from stemwijzer.core.bulk_match import BulkMatcher
from stemwijzer.core.bulk_place import STATUSES, place

if TYPE_CHECKING:
    import pandas

KINDS = {"id": "string", "status": "string", "solution": "string", "match": "float64"}


@cache
def matcher() -> BulkMatcher:
    """Return the matcher of this worker."""
    return BulkMatcher(stemwijzer.load_catalogue())


def score(answers: pandas.DataFrame, application: str) -> pandas.DataFrame:
    """Return who comes first for each profile of a partition; raises BadRowError."""
    import pandas

    bulk = matcher()
    texts = answers.astype("string").fillna("")
    reader = TableReader(bulk.catalogue, "partition", bulk.book.code, list(texts.columns))
    rows = [reader.read(row, line) for line, row in enumerate(texts.to_numpy().tolist(), 1)]
    codes = np.array([row.codes for row in rows], dtype=np.int32)
    codes = codes.reshape(len(rows), len(bulk.book.questions))
    table = bulk.table(application)
    ranks = place(table.sums(codes), top=1)
    names = [*(solution.id for solution in table.table.solutions), None]
    if ranks.solution.shape[1]:
        first = ranks.solution[:, 0]
        match = np.where(first >= 0, ranks.match[:, 0], np.nan)
    else:  # nobody is ranked in the whole partition
        first, match = np.full(len(rows), -1), np.full(len(rows), np.nan)
    return pandas.DataFrame(
        {
            "id": [row.id for row in rows],
            "status": [STATUSES[status].value for status in ranks.status.tolist()],
            "solution": [names[number] for number in first.tolist()],
            "match": match,
        },
        index=answers.index,
    ).astype(KINDS)


def main(source: str, target: str, application: str) -> None:
    """Score every partition and write the outcomes beside each other."""
    import dask.dataframe

    answers = dask.dataframe.read_parquet(source)
    answers.map_partitions(score, application, meta=KINDS).to_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
