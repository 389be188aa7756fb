"""Reads an exported table with the tools that people use for it, no line of VexLab's code.

Usage: read-export.py FILE
Prints {"names": [...], "types": [...], "rows": [[...]]}; a time as milliseconds.
"""

import datetime
import json
import sys

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet


def read(path):
    if path.endswith(".arrow"):
        return pa.ipc.open_file(path).read_all()
    if path.endswith(".parquet"):
        return pa.parquet.read_table(path)
    # What is empty and not quoted is null, also where it is text.
    convert = pa.csv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""])
    parse = pa.csv.ParseOptions(newlines_in_values=True)
    return pa.csv.read_csv(path, convert_options=convert, parse_options=parse)


def plain(value):
    if isinstance(value, datetime.datetime):
        return round(value.replace(tzinfo=datetime.timezone.utc).timestamp() * 1000)
    return value


table = read(sys.argv[1])
columns = [[plain(value) for value in column.to_pylist()] for column in table.columns]
types = [str(kind) for kind in table.schema.types]
print(json.dumps({"names": table.column_names, "types": types, "rows": list(zip(*columns))}))
