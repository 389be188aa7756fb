"""What the sidecar can do with shards of Qdrant Edge, by number. Each takes the body of a request and gives its result."""

import json
import struct
from importlib.metadata import version

import qdrant_edge as edge

DISTANCES = {"l2": edge.Distance.Euclid, "cosine": edge.Distance.Cosine, "ip": edge.Distance.Dot}
KINDS = {"text": edge.PayloadSchemaType.Keyword, "number": edge.PayloadSchemaType.Float, "boolean": edge.PayloadSchemaType.Bool}

INSERT = struct.Struct("<III")
SEARCH = struct.Struct("<IIIBI")
WORD = struct.Struct("<I")

shards = {}


def hello(_):
    return f"qdrant-edge {version('qdrant-edge-py')}".encode()


def create(body):
    """JSON: shard, path, dim, metric, build, attributes."""
    asked = json.loads(bytes(body))
    build = asked["build"]
    hnsw = edge.HnswIndexConfig(build["m"], build["ef_construct"], build["full_scan_threshold"])
    optimizers = edge.EdgeOptimizersConfig(
        indexing_threshold=build["indexing_threshold"], default_segment_number=build["default_segment_number"]
    )
    vectors = edge.EdgeVectorParams(size=asked["dim"], distance=DISTANCES[asked["metric"]])
    shard = edge.EdgeShard.create(asked["path"], edge.EdgeConfig(vectors=vectors, hnsw_config=hnsw, optimizers=optimizers))
    for key, kind in asked["attributes"].items():
        shard.update(edge.UpdateOperation.create_field_index(key, KINDS[kind]))
    shards[asked["shard"]] = shard
    return b""


def load(body):
    """JSON: shard, path."""
    asked = json.loads(bytes(body))
    shards[asked["shard"]] = edge.EdgeShard.load(asked["path"])
    return b""


def insert(body):
    """Shard, rows, dim; the ids; the vectors (float32); a JSON list of the rows' attributes, or nothing."""
    shard, rows, dim = INSERT.unpack_from(body)
    at = INSERT.size
    ids = body[at : at + 4 * rows].cast("I")
    at += 4 * rows
    vectors = body[at : at + 4 * rows * dim].cast("f")
    at += 4 * rows * dim
    payloads = json.loads(bytes(body[at:])) if len(body) > at else [None] * rows
    points = [edge.Point(ids[i], vectors[i * dim : (i + 1) * dim].tolist(), payloads[i]) for i in range(rows)]
    shards[shard].update(edge.UpdateOperation.upsert_points(points))
    return b""


def search(body):
    """Shard, k, ef, exact (8 bits), dim; the vector (float32); a condition in JSON, or nothing. Ids, then scores (float64)."""
    shard, k, ef, exact, dim = SEARCH.unpack_from(body)
    vector, condition = query_of(body, dim)
    found = shards[shard].query(request_of(vector, condition, k, ef, exact))
    return answer_of([point.id for point in found], [point.score for point in found])


def search_batch(body):
    """Shard, k, ef, exact (8 bits), dim; how many vectors, then they (float32); a condition in JSON, or nothing. Answers as of a search."""
    shard, k, ef, exact, dim = SEARCH.unpack_from(body)
    (queries,) = WORD.unpack_from(body, SEARCH.size)
    at = SEARCH.size + WORD.size
    end = at + 4 * dim * queries
    vectors = body[at:end].cast("f")
    condition = condition_of(json.loads(bytes(body[end:]))) if len(body) > end else None
    requests = [request_of(vectors[i * dim : (i + 1) * dim].tolist(), condition, k, ef, exact) for i in range(queries)]
    found = shards[shard].query_batch(edge.QueryBatchRequest(requests))
    return b"".join(answer_of([point.id for point in points], [point.score for point in points]) for points in found)


def request_of(vector, condition, k, ef, exact):
    return edge.QueryRequest(
        limit=k,
        query=edge.Query.Nearest(vector),
        filter=edge.Filter(must=[condition]) if condition else None,
        params=edge.SearchParams(hnsw_ef=ef, exact=bool(exact)),
    )


def ping(body):
    """Takes what a search takes, and answers with k ids, without a search."""
    _, k, _, _, dim = SEARCH.unpack_from(body)
    query_of(body, dim)
    return answer_of([0] * k, [0.0] * k)


def query_of(body, dim):
    at = SEARCH.size + 4 * dim
    condition = condition_of(json.loads(bytes(body[at:]))) if len(body) > at else None
    return body[SEARCH.size : at].cast("f").tolist(), condition


def answer_of(ids, scores):
    return struct.pack(f"<I{len(ids)}I{len(ids)}d", len(ids), *ids, *scores)


def condition_of(asked):
    if "is_null" in asked:
        return edge.IsNullCondition(asked["is_null"]["key"])
    if "range" in asked:
        return edge.FieldCondition(asked["key"], range=edge.RangeFloat(**asked["range"]))
    return edge.FieldCondition(asked["key"], match=edge.MatchValue(asked["match"]["value"]))


def optimize(body):
    shards[WORD.unpack(body)[0]].optimize()
    return b""


def info(body):
    """JSON: what the shard says of itself."""
    found = shards[WORD.unpack(body)[0]].info()
    said = {
        "segments_count": found.segments_count,
        "points_count": found.points_count,
        "indexed_vectors_count": found.indexed_vectors_count,
    }
    return json.dumps(said).encode()


def count(body):
    return WORD.pack(shards[WORD.unpack(body)[0]].count(edge.CountRequest(exact=True)))


def remove(body):
    """Shard, then ids."""
    shards[WORD.unpack_from(body)[0]].update(edge.UpdateOperation.delete_points(body[4:].cast("I").tolist()))
    return b""


def close(body):
    shard = shards.pop(WORD.unpack(body)[0], None)
    if shard:
        shard.close()
    return b""


def close_all():
    for shard in list(shards.values()):
        shard.close()


OPERATIONS = [hello, create, load, insert, search, ping, optimize, info, count, remove, close, search_batch]
