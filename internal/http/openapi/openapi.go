// Package openapi describes the question library and the files in OpenAPI 3.1, from the library, the
// schema and the formats of files: https://spec.openapis.org/oas/v3.1.0.html.
package openapi

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"whojoins/graph"
	"whojoins/internal/cite"
	"whojoins/internal/http/files"
	"whojoins/internal/http/graphql"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/http/pages"
	"whojoins/internal/questions"
)

// Path is the address of the description.
const Path = "/openapi.json"

// Config configures a Handler.
type Config struct {
	Engine    *graph.Engine
	Questions *pages.Questions
	Files     *files.Handler
	Pictures  *pages.Pictures
	// Site is the address of the service; if it is empty, addresses are relative to that of the
	// description.
	Site string
}

// Handler serves the description. It is safe for concurrent use.
type Handler struct {
	Config
	// paths makes the part that is the same for every edition of the dataset, once it is requested.
	paths func() described

	mu sync.Mutex
	// edition is the edition that text describes.
	edition edition
	text    []byte
}

// described is the part of the description that the program alone decides.
type described struct{ paths, components object }

// object is an object of JSON, which is written with its names in alphabetical order.
type object map[string]any

// New returns a Handler.
func New(c Config) *Handler {
	h := &Handler{Config: c}
	h.paths = sync.OnceValue(h.describe)
	return h
}

// edition is what the description states of an edition of the dataset. DataVersion names it.
type edition struct{ Name, Licence, DataVersion, DataDate, Citation string }

// ServeHTTP answers GET and HEAD.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e, err := h.read(w, r)
	if err != nil {
		w.Header().Set("Cache-Control", "no-store")
		errs := h.Engine.Present(r.Context(), err)
		status, _ := graphql.Status(errs)
		graphql.SendErrors(w, status, graph.Cost{}, errs)
		return
	}
	text, err := h.document(e)
	if err != nil {
		http.Error(w, "the description cannot be written", http.StatusInternalServerError)
		return
	}
	header, tag := w.Header(), negotiate.Tag("openapi", string(text))
	named, known := negotiate.Known(r, tag)
	if known {
		tag = named
	}
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "public, no-cache")
	header.Set("ETag", `"`+tag+`"`)
	if known {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(text) // the caller may have left
}

// read returns the edition that answers a request.
func (h *Handler) read(w http.ResponseWriter, r *http.Request) (e edition, err error) {
	data, errs := h.Engine.Query(r.Context(), graph.Request{Query: "query Edition { meta { name licence dataVersion dataDate citation } }"}, graphql.NewCaller(w, r))
	if len(errs) > 0 {
		return e, errs
	}
	var all struct{ Meta edition }
	err = json.Unmarshal(data, &all)
	return all.Meta, err
}

// document returns the description for an edition. The last one is kept, since most callers ask for
// the newest edition.
func (h *Handler) document(e edition) ([]byte, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.text != nil && h.edition == e {
		return h.text, nil
	}
	all := h.paths()
	text, err := json.Marshal(object{
		"openapi": "3.1.0", "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
		"info": h.info(e), "servers": []object{{"url": h.server()}}, "tags": tags(), "paths": all.paths, "components": all.components,
		"externalDocs": object{"description": "Documentation", "url": h.absolute("/docs/")},
	})
	if err == nil {
		h.edition, h.text = e, text
	}
	return text, err
}

// server returns the address that all paths follow.
func (h *Handler) server() string { return cmp.Or(strings.TrimSuffix(h.Site, "/"), "/") }

// absolute returns the address of a path of the service.
func (h *Handler) absolute(path string) string { return strings.TrimSuffix(h.Site, "/") + path }

func (h *Handler) info(e edition) object {
	info := object{
		"title": cmp.Or(e.Name, "Whojoins"), "version": cmp.Or(e.DataVersion, "unknown"), "summary": "Who takes part in which initiative, in which role, since when, and according to which source.",
		"description": "The questions that people ask most, and all lists and networks as files. The version is that of the dataset" + since(e.DataDate) + ". What is not on record may still exist.\n\n" + e.Citation,
	}
	if e.Licence != "" {
		licence := object{"name": e.Licence}
		if address := cite.LicenceAddress(e.Licence); address != "" {
			licence["url"] = address
		}
		info["license"] = licence
	}
	return info
}

func since(day string) string {
	if day == "" {
		return ""
	}
	return ", of " + day
}

// The tags of operations, besides the topics of questions.
const (
	tagFiles    = "files"
	tagEntities = "permanent addresses"
)

func tags() []object {
	list := []object{}
	for _, topic := range questions.Topics {
		list = append(list, object{"name": topic, "description": "Questions about " + topic + "."})
	}
	return append(list, object{"name": tagFiles, "description": "Lists and networks as files."}, object{"name": tagEntities, "description": "An entity at its permanent address."})
}

// describe makes the part of the description that is the same for every edition.
func (h *Handler) describe() described {
	b := &builder{Handler: h, schemas: newSchemas(), all: described{paths: object{}}, responses: failures(), files: map[string]string{}}
	b.library()
	b.exports()
	b.entities()
	b.schemas.all["Errors"] = errorsSchema()
	b.all.components = object{"schemas": b.schemas.all, "responses": b.responses}
	return b.all
}

// builder collects the paths of a description.
type builder struct {
	*Handler
	schemas *schemas
	all     described
	// responses are the shared ones by name; files has the names of those with files, by the media
	// types that these may have.
	responses object
	files     map[string]string
}

// get adds an address that answers GET.
func (b *builder) get(path string, operation object) { b.all.paths[path] = object{"get": operation} }
