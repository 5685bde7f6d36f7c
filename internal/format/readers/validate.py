"""Validates the data package in a ZIP archive, and prints its errors as JSON."""

import json
import sys
import tempfile
import zipfile

from frictionless import Package

with tempfile.TemporaryDirectory() as folder:
    zipfile.ZipFile(sys.argv[1]).extractall(folder)
    report = Package(f"{folder}/datapackage.json").validate()
    print(json.dumps(report.flatten(["type", "note", "rowNumber", "fieldName"])))
