package format

import (
	"encoding/json"
	"io"
	"slices"

	"whojoins/internal/cite"
)

// crateName is the file that makes an archive or a folder an RO-Crate
// (https://www.researchobject.org/ro-crate/specification/1.1/).
const crateName = "ro-crate-metadata.json"

// crateVersion is the version of the specification that the description follows.
const crateVersion = "https://w3id.org/ro/crate/1.1"

// item is a thing that an RO-Crate describes.
type item map[string]any

// crateFile is a file of an archive: its name, what it has, and its media type.
type crateFile struct{ name, about, mediaType string }

// reference returns a reference to a thing.
func reference(id string) item { return item{"@id": id} }

// writeCrate writes the description of an archive: what it is, its licence, its files, and the sources
// of its facts with their licences.
func writeCrate(w io.Writer, a *About, files []crateFile) error {
	root := item{"@id": "./", "@type": "Dataset"}
	things := []item{{"@id": crateName, "@type": "CreativeWork", "conformsTo": reference(crateVersion), "about": reference("./")}, root}
	some := func(of item, name, text string) {
		if text != "" {
			of[name] = text
		}
	}
	some(root, "name", a.Title)
	some(root, "description", a.Citation)
	some(root, "version", a.Version)
	some(root, "datePublished", a.Date)
	some(root, "url", a.Address)
	some(root, "identifier", a.Address)
	licences := map[string]bool{}
	// licence adds a licence to a thing: the address of its text, or else its name.
	licence := func(of item, name string) {
		address := cite.LicenceAddress(name)
		if address == "" {
			some(of, "license", name)
			return
		}
		of["license"] = reference(address)
		if !licences[address] {
			licences[address] = true
			things = append(things, item{"@id": address, "@type": "CreativeWork", "name": name})
		}
	}
	licence(root, a.Licence)
	parts, sources := []item{}, []item{}
	for _, f := range files {
		parts = append(parts, reference(f.name))
		things = append(things, item{"@id": f.name, "@type": "File", "name": f.about, "encodingFormat": f.mediaType})
	}
	var addresses []string
	for _, s := range a.Sources {
		address := s.URL
		if address == "" {
			address = a.Entity(s.ID)
		}
		// Several records can be of one page, and a thing is described once.
		if slices.Contains(addresses, address) {
			continue
		}
		addresses, sources = append(addresses, address), append(sources, reference(address))
		source := item{"@id": address, "@type": "CreativeWork", "name": s.Name}
		licence(source, s.Licence)
		things = append(things, source)
	}
	root["hasPart"], root["isBasedOn"] = parts, sources
	text, err := json.MarshalIndent(map[string]any{"@context": crateVersion + "/context", "@graph": things}, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
