"""Judges a table of published figures again, with Python's standard library alone and no line of VexLab's code.

Usage: recount.py figures.csv
Prints {"rules": {rule: [fail, warn]}, "rows": {verdict: rows}, "contradicting": ids of the rows that fail}.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from math import log2


def digits(text):
    """Significant digits, without the zeros at the end that reading as a number would lose."""
    mantissa = text.replace(".", "").lstrip("0")
    return len(mantissa.rstrip("0"))


def main(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    number = lambda row, name: Fraction(row[name]) if row[name] else None
    positive = lambda row, *names: all(row[name] and Fraction(row[name]) > 0 for name in names)
    said = defaultdict(dict)
    judged = Counter()

    def say(rule, row, verdict):
        judged[row["id"]] += 1
        if verdict != "pass":
            said[rule][row["id"]] = verdict

    builds, runs, curves = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rows:
        if row["state"] == "failed":
            continue
        rate, recall = number(row, "rate"), number(row, "recall")
        params = json.loads(row["parameters"] or "{}")
        same = row["latency_of"] == "same"

        if same and positive(row, "rate", "mean_ms", "clients"):
            share = rate * number(row, "mean_ms") / 1000 / number(row, "clients")
            good, possible = Fraction(9, 10) <= share <= Fraction(102, 100), Fraction(3, 4) <= share <= Fraction(105, 100)
            say("littles-law", row, "pass" if good else "warn" if possible else "fail")
        if same and positive(row, "rate", "p99_ms", "clients"):
            most = rate * number(row, "p99_ms") / 1000
            say("in-flight-limit", row, "pass" if most >= number(row, "clients") * 3 / 4 else "warn")
        if row["latency_of"] == "serial" and positive(row, "rate", "p99_ms"):
            say("serial-floor", row, "pass" if rate * number(row, "p99_ms") >= 750 else "warn")
        latencies = [number(row, name) for name in ("p50_ms", "p95_ms", "p99_ms") if positive(row, name)]
        mean = number(row, "mean_ms") if positive(row, "mean_ms") else None
        if len(latencies) + (mean is not None) >= 2:
            wrong = latencies != sorted(latencies)
            for name, part in (("p50_ms", 50), ("p95_ms", 5), ("p99_ms", 1)):
                if mean is not None and positive(row, name):
                    wrong = wrong or mean < number(row, name) * part * 95 / 10000
            above = mean is not None and positive(row, "p99_ms") and mean > number(row, "p99_ms") * 105 / 100
            say("percentile-order", row, "fail" if wrong else "warn" if above else "pass")
        figures = ("rate", "mean_ms", "p50_ms", "p95_ms", "p99_ms", "load_s", "loaded")
        if any(row[name] for name in figures + ("recall", "ndcg")):
            bad = any(row[name] and number(row, name) < 0 for name in figures)
            bad = bad or any(row[name] and not 0 <= number(row, name) <= 1 for name in ("recall", "ndcg"))
            say("ranges", row, "fail" if bad else "pass")
        if rate is not None:
            instant = any(row[name] and number(row, name) == 0 for name in ("mean_ms", "p50_ms", "p95_ms", "p99_ms"))
            if rate == 0:
                say("zeros", row, "fail" if recall else "warn")
            else:
                say("zeros", row, "warn" if recall == 0 or instant else "pass")
        known = any(isinstance(value, str) and any(name in value.lower() for name in ("hnsw", "ivf", "diskann")) for value in params.values())
        known = known or any(name in params for name in ("efConstruction", "ef_construct", "ef_construction", "hnsw_ef"))
        asked = row["filter"] == "none" and known and row["rows"] and number(row, "rows") >= 100_000
        if positive(row, "recall", "rate") and asked and params.get("exact") is not True and recall <= 1:
            say("recall-one", row, "warn" if recall == 1 else "pass")
        places = max(len(row[name].partition(".")[2]) for name in ("recall", "ndcg"))
        if positive(row, "recall", "ndcg", "k", "rate") and places >= 2:
            k, half = int(row["k"]), 0.5 * 10**-places
            gains = [1 / log2(rank + 1) for rank in range(1, k + 1)]

            def bound(hits, gains):
                hits = min(k, max(0, hits))
                whole = int(hits)
                part = gains[whole] * (hits - whole) if whole < k else 0
                return (sum(gains[:whole]) + part) / sum(gains)

            least = bound((float(recall) - half) * k, gains[::-1]) - half
            most = bound((float(recall) + half) * k, gains) + half
            say("ndcg-limits", row, "pass" if least <= float(row["ndcg"]) <= most else "fail")
        if row["load_s"] and number(row, "load_s") == 0 and positive(row, "rate"):
            say("load-time", row, "warn")
        elif positive(row, "rows", "dim", "load_s"):
            fast = number(row, "rows") * number(row, "dim") * 4 / number(row, "load_s") > 12_500_000_000
            say("load-time", row, "warn" if fast else "pass")
        if positive(row, "rows", "loaded"):
            say("row-count", row, "pass" if number(row, "rows") == number(row, "loaded") else "fail")
        seen = [number(row, name) for name in ("mean_ms", "p50_ms", "p95_ms", "p99_ms") if positive(row, name)]
        if positive(row, "recall") and digits(row["recall"]) >= 4 and seen:
            say("repeated-digits", row, "warn" if any(one in (recall, recall * 1000) for one in seen) else "pass")
        if positive(row, "rate") and digits(row["rate"]) >= 6 and (row["p99_ms"] or row["mean_ms"]):
            runs[rate, row["p99_ms"], row["mean_ms"], row["recall"]].append(row)
        if positive(row, "load_s") and digits(row["load_s"]) >= 6:
            builds[row["source"], row["engine"], number(row, "load_s")].append((row, params))
        if row["filter"] == "none" and positive(row, "recall", "rate"):
            for knob in params:
                if knob in ("ef", "efSearch", "ef_search", "hnsw_ef", "num_candidates", "search_list", "probes", "nprobe", "level", "refine_k"):
                    rest = sorted((name, str(value)) for name, value in params.items() if name != knob)
                    alike = [row[name] for name in ("source", "engine", "setup", "version", "dataset", "rows", "k", "load_s")]
                    curves[knob, str(alike), str(rest)].append((params[knob], row))

    for sharing in runs.values():
        for row in sharing:
            say("repeated-run", row, "pass" if len(sharing) == 1 else "warn")
    for sharing in builds.values():
        named = ("M", "m", "maxConnections", "efConstruction", "ef_construct", "ef_construction", "lists", "nlist")
        values = {name: {params[name] for _, params in sharing if name in params} for name in named}
        sizes = {row["rows"] for row, _ in sharing if row["rows"]}
        if len(sharing) == 1 or not (any(values.values()) or len(sizes) > 1):
            continue
        differ = len(sizes) > 1 or any(len(found) > 1 for found in values.values())
        for row, _ in sharing:
            say("one-build", row, "fail" if differ else "pass")
    for curve in curves.values():
        curve.sort(key=lambda point: point[0])
        falls = defaultdict(list)
        for (low, before), (high, after) in zip(curve, curve[1:]):
            if low < high:
                for row in (before, after):
                    falls[row["id"]].append((number(before, "recall") - number(after, "recall"), row))
        for steps in falls.values():
            worst = max(fall for fall, _ in steps)
            say("recall-rises", steps[0][1], "warn" if worst > Fraction(5, 1000) else "pass")

    failing = {id for verdicts in said.values() for id, verdict in verdicts.items() if verdict == "fail"}
    warned = {id for verdicts in said.values() for id, verdict in verdicts.items() if verdict == "warn"} - failing
    counts = {
        rule: [sum(verdict == wanted for verdict in verdicts.values()) for wanted in ("fail", "warn")]
        for rule, verdicts in said.items()
    }
    verdicts = {
        "fail": len(failing),
        "warn": len(warned),
        "pass": sum(1 for row in rows if judged[row["id"]] and row["id"] not in failing | warned),
        "not judged": sum(1 for row in rows if not judged[row["id"]]),
    }
    print(json.dumps({"rules": counts, "rows": verdicts, "contradicting": sorted(failing)}))


main(sys.argv[1])
