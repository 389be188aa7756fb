"""Counts recall again from a run's raw answers, with numpy alone: exact search, no line of VexLab's code.

Usage: recount.py RUN_FOLDER BASE.arrow QUERIES.arrow
Prints {"cells": {cellId: [hits, requests, k]}, "different": records whose own hits differ}.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa


def vectors(path):
    with pa.memory_map(path) as source:
        column = pa.ipc.open_file(source).read_all()["embedding"].combine_chunks()
        return column.values.to_numpy().reshape(len(column), -1).astype(np.int64)


def main(run, base_path, query_path):
    base, queries = vectors(base_path), vectors(query_path)
    truths = {}
    cells, different = {}, 0
    for line in (Path(run) / "records.jsonl").read_text().splitlines():
        record = json.loads(line)
        if record["state"] != "ok":
            continue
        n, k = record["dataset"]["n"], record["answers"]["k"]
        if (n, k) not in truths:
            # The components are whole numbers: squared distances are exact, and ties go to the smaller row.
            squared = (queries**2).sum(1)[:, None] + (base[:n] ** 2).sum(1)[None, :] - 2 * queries @ base[:n].T
            truths[n, k] = np.argsort(squared, axis=1, kind="stable")[:, :k]
        unpack = lambda name, kind: np.frombuffer(base64.b64decode(record["answers"][name]), dtype=kind)
        rows = unpack("rows", "<u4").reshape(-1, k)
        asked = unpack("queries", "<u4")
        hits = np.array([len(set(row) & set(truths[n, k][query])) for row, query in zip(rows, asked)])
        different += int((hits != unpack("hits", "<u2")).any())
        cells[record["cellId"]] = [int(hits.sum()), len(hits), k]
    print(json.dumps({"cells": cells, "different": different}))


main(*sys.argv[1:])
