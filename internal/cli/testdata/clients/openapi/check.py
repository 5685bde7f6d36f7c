"""Validates the OpenAPI document of a service, and compares its answers with what the document says.

Usage: check.py URL
"""

import json
import sys
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

url = sys.argv[1]
document = json.load(urlopen(url + "/openapi.json"))
OpenAPIV31SpecValidator(document).validate()
resolve = lambda node: resolve(document["components"][node["$ref"].split("/")[-2]][node["$ref"].split("/")[-1]]) if "$ref" in node else node
answers = files = 0


def get(path, values):
    address = url + path + ("?" + urlencode(values, doseq=True) if values else "")
    try:
        return address, urlopen(address)
    except HTTPError as error:
        sys.exit(f"{address}: {error.status} {error.read(500)}")


for path, item in document["paths"].items():
    operation, names, values, known = item["get"], [None], {}, True
    for p in operation["parameters"]:
        if p["name"] == "extension":
            names = p["schema"]["enum"]
        elif p["in"] == "path":
            path = path.replace("{%s}" % p["name"], quote(p["example"]))
        elif p.get("required") or p["name"] == "first":
            known = known and "example" in p
            values[p["name"]] = p.get("example")
    for name in names if known else []:
        address, response = get(path.replace("{extension}", name or ""), values)
        media_type = response.headers.get_content_type()
        content = resolve(operation["responses"]["200"])["content"]
        if media_type not in content:
            sys.exit(f"{address}: {media_type} is not one of {list(content)}")
        body = response.read()
        if name is None and media_type == "application/json":
            # The references of a schema point into the document.
            schema = {"components": document["components"], **content[media_type]["schema"]}
            Draft202012Validator(schema).validate(json.loads(body))
            answers += 1
        else:
            files += 1
print(f"{'enough' if answers > 30 and files > 500 else 'few'}: {answers} answers, {files} files")
