"""Asks a question in SQL of the files below the current folder, with DuckDB alone. Usage: ask.py < QUERY. Prints the rows as JSON."""

import json
import sys

import duckdb

print(json.dumps(duckdb.sql(sys.stdin.read()).fetchall()))
