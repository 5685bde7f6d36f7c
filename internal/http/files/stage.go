package files

import (
	"net/http"
	"net/url"
	"strings"

	"whojoins/internal/format"
)

// Stage is what a file of the explorer has.
type Stage struct {
	// Entities are ids; Links are the ids of relations between them.
	Entities []string
	Links    map[string]bool
	// Total is the number of the entities that belong on the stage.
	Total int
}

// stageField is the root field whose answer has the form of a stage.
const stageField = "neighbourhood"

// StageEndings returns the ends of the addresses at which ServeStage offers files: -nodes.csv, .csv,
// .csv-metadata.json and so on.
func StageEndings() (endings []string) {
	endings = append(endings, NodesSuffix+"."+format.Nodes.Extension)
	for _, f := range StageFormats() {
		endings = append(endings, "."+f.Extension)
		if f.List != nil {
			endings = append(endings, "."+f.Extension+metadataSuffix)
		}
	}
	return endings
}

// StageFormats returns the formats in which a stage is offered. Lists of places are no stage.
func StageFormats() (list []*format.Format) {
	for _, f := range format.Formats() {
		if !f.Places {
			list = append(list, f)
		}
	}
	return list
}

// ServeStage sends what the explorer shows as a file with a name and one of StageEndings. Tables have the
// relations, networks both. The file cites the address of r. vary is the value of the header Vary.
func (h *Handler) ServeStage(w http.ResponseWriter, r *http.Request, name, ending string, s Stage, vary string) {
	d := h.download(w, r, vary)
	f := File{Rows: -1, Name: name, stage: &s}
	field, extension, _ := strings.Cut(ending, ".")
	f.field = stageField + field
	err := f.formatOf(extension)
	if err == nil {
		err = h.fieldLink(&f, url.Values{"of": {stageField}})
	}
	if err != nil {
		d.fail(r.Context(), err)
		return
	}
	d.serve(r.Context(), f)
}
