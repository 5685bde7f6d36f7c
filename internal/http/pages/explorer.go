package pages

import (
	"context"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"whojoins/internal/explore"
	"whojoins/internal/http/files"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/plan"
)

// The addresses of the explorer besides its page.
const (
	sceneSuffix = "/scene"
	mapSuffix   = "/map"
	namesSuffix = "/map/names"
)

// ExplorerPaths are the patterns of the addresses that Explorer serves.
var ExplorerPaths = func() []string {
	list := []string{explore.Path, explore.Path + sceneSuffix, explore.Path + mapSuffix, explore.Path + namesSuffix}
	for _, ending := range slices.Concat(files.StageEndings(), pictureEndings) {
		list = append(list, explore.Path+ending)
	}
	return list
}()

// ExplorerParameters are the parameters of these addresses.
var ExplorerParameters = explore.Parameters

// IsExplorer reports whether a path is one of the explorer.
func IsExplorer(path string) bool { return slices.Contains(ExplorerPaths, path) }

// Explorer serves the explorer: its page, its scene as JSON, and what is on the stage as files. A search
// at its address has its results there.
type Explorer struct {
	service  Service
	results  *Results
	explorer *explore.Explorer
	// suggest is the query for the views to begin with.
	suggest string
	ExplorerConfig
	// bundled is the page of the bundle, or nil.
	bundled []byte
}

// ExplorerConfig configures an Explorer.
type ExplorerConfig struct {
	// Bundle has the page of the explorer with its scripts; without one the page is plain.
	Bundle fs.FS
	// Site is the address of the service; empty for that of each request.
	Site string
	// Newest returns the newest edition of the dataset; empty if there is only one.
	Newest func() string
}

// NewExplorer returns an Explorer.
func NewExplorer(s Service, c ExplorerConfig) *Explorer {
	m := s.Engine.Model()
	return &Explorer{s, NewResults(m, s.GraphQL), explore.New(s.Engine, s.GraphQL), suggestQuery(m), c, readExplorerPage(c.Bundle)}
}

// ServeHTTP answers GET and HEAD.
func (h *Explorer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ending := strings.TrimPrefix(r.URL.Path, explore.Path)
	if ending == "" && isSearch(r) {
		h.results.ServeHTTP(w, r)
		return
	}
	x := &explorerExchange{exchange: begin(h.service.GraphQL, w, r), Explorer: h}
	x.page = ending == ""
	w.Header().Set("Vary", vary)
	if !x.readable() || !x.read(r.Context()) {
		return
	}
	switch {
	case ending == "":
		x.sendPage(r.Context())
	case ending == sceneSuffix:
		x.sendScene(r.Context())
	case ending == mapSuffix, ending == namesSuffix:
		x.sendMap(r.Context(), ending)
	case slices.Contains(pictureEndings, ending):
		x.sendPicture(r.Context(), ending)
	default:
		x.sendFile(r.Context(), ending)
	}
}

// isSearch reports whether a request at the address of the explorer is for the results of a search, for the
// entities of a type, or from a program that offers names while somebody types.
func isSearch(r *http.Request) bool {
	values := r.URL.Query()
	if values.Has(findKey) || negotiate.MediaType(r, resultsTypes...) != 0 {
		return true
	}
	return values.Has(typesKey) && !explore.Shows(values)
}

// explorerExchange is one request for a view.
type explorerExchange struct {
	exchange
	*Explorer
	dataset dataset
	state   *explore.State
	faults  []explore.Fault
}

// words returns a phrase in the language of the request.
func (x *explorerExchange) words(name string, values ...any) string {
	return phrasef(name, values...).In(x.language)
}

// read reads the state of the address, and the edition of the dataset; false if it has answered the
// request with an error. A state of an edition that is not the newest names it.
func (x *explorerExchange) read(ctx context.Context) bool {
	if !x.query(ctx, datasetQuery, nil, &x.dataset) {
		return false
	}
	x.state, x.faults = explore.Parse(x.service.Engine.Model(), x.r.URL.RawQuery, x.words)
	edition := x.dataset.Meta.DataVersion
	if named := x.state.Edition; named != "" && named != edition {
		x.faults = append(x.faults, explore.Fault{Parameter: explore.EditionKey, Message: x.words("FaultEdition", named)})
		x.state.Edition = ""
	}
	if newest := x.Newest(); newest != "" && newest != edition {
		x.state.Edition = edition
	}
	return true
}

// tag returns an ETag for an answer that depends on the state.
func (x *explorerExchange) tag(of string) string {
	m := x.dataset.Meta
	return negotiate.Tag(design, of, x.language, m.Version, m.DataVersion, x.Newest(), x.r.URL.RawQuery)
}

// scene computes the scene; nil if it has answered the request with an error.
func (x *explorerExchange) scene(ctx context.Context) *explore.Scene {
	s, err := x.explorer.Scene(ctx, x.caller, x.state, explore.Options{Language: x.language, Words: x.words, Faults: x.faults})
	if err != nil {
		x.refuse(err)
		return nil
	}
	s.Downloads = x.downloads(s.State)
	return s
}

// sendScene answers with the scene as JSON.
func (x *explorerExchange) sendScene(ctx context.Context) {
	if negotiate.MediaType(x.r, "application/json") < 0 {
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, phrase("BadAccept"), phrasef("AcceptOne", "application/json"))
		return
	}
	if x.cached(x.tag("scene")) {
		return
	}
	if s := x.scene(ctx); s != nil {
		x.json(http.StatusOK, "application/json", s)
	}
}

// sendMap answers with the map of the whole graph, or with the names of its entities and its other words.
func (x *explorerExchange) sendMap(ctx context.Context, ending string) {
	if x.cached(x.tag(ending)) {
		return
	}
	data, names, err := x.explorer.Map(ctx, x.caller)
	switch {
	case err != nil:
		x.refuse(err)
	case ending == namesSuffix:
		text := x.explorer.Text(names, explore.Options{Language: x.language, Faults: x.faults})
		text.Downloads = x.downloads(x.state)
		x.json(http.StatusOK, "application/json", text)
	default:
		x.w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = x.w.Write(data) // the caller may have left
	}
}

// downloads returns the files of a view. Their addresses name the language only if that of the view does.
func (x *explorerExchange) downloads(s *explore.State) (list []explore.Download) {
	of := *s
	of.View, of.Select, of.Find, of.After, of.Embed = explore.Views[0], "", "", "", false
	for _, ending := range slices.Concat(files.StageEndings(), pictureEndings) {
		format := strings.TrimPrefix(ending, ".")
		if strings.HasSuffix(ending, metadataSuffix) || ending == previewEnding {
			continue
		}
		label := formLabels[format]
		switch {
		case strings.HasPrefix(ending, files.NodesSuffix):
			format = strings.TrimPrefix(ending, "-")
			label = x.words("EntitiesAs", "CSV")
		case label == "":
			label = strings.ToUpper(format)
		}
		list = append(list, explore.Download{Format: format, Label: label, Href: of.Address(explore.Path + ending)})
	}
	return list
}

// sendFile answers with what is on the stage as a file.
func (x *explorerExchange) sendFile(ctx context.Context, ending string) {
	s := x.scene(ctx)
	if s == nil {
		return
	}
	stage := files.Stage{Links: map[string]bool{}, Total: len(s.Nodes) + s.Cut}
	for _, n := range s.Nodes {
		stage.Entities = append(stage.Entities, n.ID)
	}
	for _, l := range s.Links {
		stage.Links[l.ID] = true
	}
	x.service.Files.ServeStage(x.w, x.r, "explore", ending, stage, vary)
}
