package pages

import (
	"context"
	"net/http"
	"strings"

	"whojoins/graph"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/picture"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// PicturePaths are the patterns of the addresses that Pictures serves.
var PicturePaths = []string{exportPath + "entity.svg", exportPath + "entity.png"}

// PictureParameters are the parameters of these addresses.
var PictureParameters = []string{"id", questions.LanguageKey}

// Pictures serves the network around an entity and the pictures of the answers to graph queries as files,
// and previews of them.
type Pictures struct {
	*Questions
	// drawings are how the answers of root fields are drawn, by name.
	drawings map[string]drawing
}

// NewPictures returns Pictures in the words of the question library.
func NewPictures(m *model.Model, q *Questions) (*Pictures, error) {
	all, err := readDrawings(m, wording.New(m))
	return &Pictures{q, all}, err
}

// pictureQuery selects the network around an entity.
const pictureQuery = `query EntityPicture($id: ID!, $nodes: Int!) {
  neighbourhood(of: [$id], first: $nodes, links: 500) {
    nodes { degree entity { id name type summary } }
    links { from { id } to { id } }
  }
}`

// pictureAnswer is the answer to pictureQuery.
type pictureAnswer struct {
	Neighbourhood struct {
		Nodes []struct {
			Degree int
			Entity struct{ ID, Name, Type, Summary string }
		}
		Links []struct{ From, To struct{ ID string } }
	}
}

// ServeHTTP answers GET and HEAD.
func (h *Pictures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &questionExchange{exchange: begin(h.service.GraphQL, w, r), Questions: h.Questions, values: r.URL.Query()}
	w.Header().Set("Vary", vary)
	field, extension, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, exportPath), ".")
	x.form = &form{extension: "." + extension}
	of, drawn := h.drawings[field]
	switch {
	case !x.readable():
	case drawn:
		x.field(r.Context(), field, of)
	default:
		x.entity(r.Context(), r.URL.Query().Get("id"))
	}
}

// entity answers with the picture of an entity.
func (x *questionExchange) entity(ctx context.Context, id string) {
	var d dataset
	var found pictureAnswer
	variables := map[string]any{"id": id, "nodes": picture.MaxNodes}
	if !x.query(ctx, datasetQuery, nil, &d) || !x.query(ctx, pictureQuery, variables, &found) {
		return
	}
	nodes := found.Neighbourhood.Nodes
	if len(nodes) == 0 {
		x.fail(http.StatusNotFound, plan.NotFound, phrase("NoEntity"), phrase("SearchForIt"))
		return
	}
	site, language := negotiate.Site(x.r, x.site), x.chosen()
	if x.cached(negotiate.Tag(design, language, d.Meta.Version, d.Meta.DataVersion, site, x.r.URL.Path, id)) {
		return
	}
	own := nodes[0].Entity
	w := newWeb(picture.Caption{
		Title: own.Name, Description: phrasef("NetworkOf", own.Name).In(language), Note: x.entityCoverage(ctx, variables, language), Language: language,
	})
	for _, n := range nodes {
		w.at[n.Entity.ID] = len(w.Nodes)
		w.Nodes = append(w.Nodes, picture.Node{
			Label: n.Entity.Name, Hint: n.Entity.Name, Address: entityPath(n.Entity.ID), Group: w.groups.number(x.library.Type(n.Entity.Type, language)), Weight: n.Degree,
		})
	}
	for _, l := range found.Neighbourhood.Links {
		from, to := w.at[l.From.ID], w.at[l.To.ID]
		w.Links = append(w.Links, picture.Link{From: from, To: to, Faint: from > 0 && to > 0})
	}
	w.Groups = w.groups
	if x.form.extension == pictureExtension {
		x.sendPicture(w.Network)
		return
	}
	card := picture.Card{Kind: w.groups[0], Title: own.Name, Site: siteLine(site)}
	for _, line := range []string{own.Summary, w.Note} {
		if line != "" {
			card.Lines = append(card.Lines, line)
		}
	}
	if w.Small = true; len(w.Nodes) > 1 {
		card.Picture = w.Network
	}
	x.sendCard(card)
}

// entityCoverage returns the sentence about how many participants are on record, if the entity can have
// some; if they cannot be counted, the picture is not stored.
func (x *questionExchange) entityCoverage(ctx context.Context, variables map[string]any, language string) string {
	request, err := graph.NewRequest(pictureQuery, variables)
	if err == nil {
		sum, failed := x.service.Engine.Coverage(ctx, request, x.caller)
		if err = failed; err == nil {
			return sum.In(language)
		}
	}
	x.uncached()
	return ""
}
