package reconcile

import (
	"net/url"

	"whojoins/internal/format"
	"whojoins/internal/model"
)

// Size of a preview in pixels.
const (
	previewWidth  = 430
	previewHeight = 300
)

// typeRef is a type in an answer.
type typeRef struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// typeOf returns a type as an answer has it.
func (x *exchange) typeOf(t *model.Type, described bool) typeRef {
	r := typeRef{ID: t.Enum, Name: x.dictionary.Type(t.Enum, x.language)}
	if described {
		r.Description = t.Description
	}
	return r
}

// manifest describes the service.
func (x *exchange) manifest() error {
	var dataset struct {
		Meta struct{ Name, Dataset, Version string }
	}
	if err := x.ask("query ReconcileManifest { meta { name dataset version } }", nil, &dataset); err != nil {
		return err
	}
	var types []typeRef
	for _, t := range x.Model.Entities {
		if !t.Describes {
			types = append(types, x.typeOf(t, false))
		}
	}
	base := x.site()
	m := map[string]any{
		"name":           dataset.Meta.Name + ": " + dataset.Meta.Dataset,
		"documentation":  base + "/docs/openrefine.md",
		"serviceVersion": dataset.Meta.Version,
		"defaultTypes":   types,
		"batchSize":      batchSize,
	}
	if x.draft {
		x.draftManifest(m, base)
		return x.json(m)
	}
	base += path02
	service := func(path string) map[string]any {
		return map[string]any{"service_url": base, "service_path": path}
	}
	entity := service("/suggest/entity")
	entity["flyout_service_url"], entity["flyout_service_path"] = base, "/flyout?id=${id}"
	m["versions"] = []string{"0.2"}
	m["identifierSpace"] = format.Base(x.Site) + "/id/"
	m["schemaSpace"] = format.Namespace + "/terms#"
	m["view"] = map[string]any{"url": x.site() + "/id/{{id}}"}
	m["suggest"] = map[string]any{"entity": entity, "property": service("/suggest/property"), "type": service("/suggest/type")}
	m["preview"] = map[string]any{"url": base + "/preview?id={{id}}", "width": previewWidth, "height": previewHeight}
	m["extend"] = map[string]any{"propose_properties": service("/propose"), "property_settings": []any{}}
	return x.json(m)
}

// draftManifest adds what version 1.0-draft writes differently.
func (x *exchange) draftManifest(m map[string]any, base string) {
	m["versions"] = []string{"1.0-draft"}
	m["lang"] = x.language
	m["view"] = map[string]any{"url": base + "/id/{id}"}
	m["suggest"] = map[string]any{"entity": true, "property": true, "type": true}
	m["preview"] = map[string]any{"width": previewWidth, "height": previewHeight}
	m["extend"] = map[string]any{"proposeProperties": true, "propertySettings": []any{}}
	m["standardizedScore"] = true
}

// page returns the permanent address of an entity at an address of the service.
func page(site, id string) string { return site + "/id/" + url.PathEscape(id) }

// combined is the address of version 0.2 that does everything: a batch of queries, an extension
// or, without either, the manifest.
func (x *exchange) combined() error {
	if x.body != nil {
		return x.combinedJSON()
	}
	switch {
	case x.values.Has(queriesKey):
		return x.batch([]byte(x.values.Get(queriesKey)))
	case x.values.Has(extendKey):
		return x.extension([]byte(x.values.Get(extendKey)))
	}
	return x.manifest()
}
