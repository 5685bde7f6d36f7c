package pages

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"whojoins/internal/format"
	"whojoins/internal/http/negotiate"
	"whojoins/internal/model"
	"whojoins/internal/plan"
	"whojoins/internal/questions"
	"whojoins/internal/wording"
)

// entityTypes are the media types of an entity, in the service's order of preference: a caller
// that names none is assumed to be a program.
var entityTypes = []string{"application/ld+json", "application/json", "text/html", format.TurtleType}

// htmlType is the position of the page in entityTypes, turtleType that of Turtle.
const (
	htmlType   = 2
	turtleType = 3
)

// Entities serves the permanent addresses of entities, /id/{id}, as JSON-LD or Turtle in terms
// of schema.org and as pages.
type Entities struct {
	engine     Engine
	dictionary *wording.Dictionary
	// base begins the addresses in linked data.
	base   string
	model  *model.Model
	briefs briefs
	// types and queries are the types and the queries for their linked data, by EntityType.
	types   map[string]*model.Type
	queries map[string]string
	// site is the address of the service, or empty; reports is where errors are reported: a mail
	// address, an address that is given a title and a text, or empty.
	site, reports string
	// participants are the connection of an initiative to its participants, or nil.
	participants *model.Side
}

// NewEntities returns Entities that are read through an engine. site is the address of the
// service, or empty if its operator configured none; reports is where readers report errors: a mail
// address, an address that is given a title and a text, or empty.
func NewEntities(m *model.Model, e Engine, site, reports string) *Entities {
	d := wording.New(m)
	h := &Entities{
		engine: e, dictionary: d, base: format.Base(site), model: m, briefs: newBriefs(m, d), site: site, reports: reports,
		types: map[string]*model.Type{}, queries: map[string]string{},
	}
	if m.Participation != nil {
		h.participants = m.Participation.To.Side
	}
	for _, t := range m.Entities {
		h.types[t.Enum], h.queries[t.Enum] = t, entityQuery(t)
	}
	return h
}

// ServeHTTP answers GET and HEAD; the path's value "id" names the entity. An old id and an
// identifier of another register redirect to the current id for good, a name for the time being.
func (h *Entities) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &entityExchange{exchange: begin(h.engine, w, r), Entities: h, entityID: r.PathValue("id")}
	x.mediaType = negotiate.MediaType(r, entityTypes...)
	x.page = x.mediaType == htmlType
	w.Header().Set("Vary", "Accept, Accept-Encoding, Origin")
	if x.page {
		w.Header().Set("Vary", vary)
	}
	switch {
	case !x.readable():
	case x.mediaType < 0:
		types := strings.Join(entityTypes, ", ")
		x.fail(http.StatusNotAcceptable, plan.BadUserInput, phrase("BadAccept"), phrasef("AcceptOne", types))
	default:
		x.answer(r.Context())
	}
}

// entityExchange is one request for an entity.
type entityExchange struct {
	exchange
	*Entities
	entityID string
	// mediaType is the position of the answer's type in entityTypes.
	mediaType int
}

// identity is the answer to identityQuery, which decides between the entity, a redirect and an
// error.
type identity struct {
	Meta   struct{ Licence, Version, DataVersion string }
	Entity *struct{ ID, Type string }
}

const identityQuery = `query EntityAddress($id: ID!) { meta { licence version dataVersion } entity(id: $id) { id type } }`

// named answers with the entities that have the name in the address.
func (x *entityExchange) named(entities []questions.Named) {
	if len(entities) == 1 {
		x.redirect(entities[0].ID, http.StatusFound)
		return
	}
	if x.page {
		x.fail(http.StatusMultipleChoices, plan.NotFound, phrase("SeveralEntities"), phrase("SearchForIt"), entities...)
		return
	}
	x.failJSON(http.StatusMultipleChoices, map[string]any{
		"message": phrase("SeveralEntities").EN, "extensions": map[string]any{"code": plan.NotFound, "choices": entities},
	})
}

func (x *entityExchange) redirect(id string, status int) {
	header := x.w.Header()
	header.Set("Cache-Control", "public, no-cache")
	header.Set("Location", entityPath(id)+x.frame("").Suffix)
	x.w.WriteHeader(status)
}

func (x *entityExchange) answer(ctx context.Context) {
	var found identity
	if !x.entityQuery(ctx, identityQuery, &found) {
		return
	}
	if found.Entity == nil {
		x.missing(ctx)
		return
	}
	if found.Entity.ID != x.entityID {
		x.redirect(found.Entity.ID, http.StatusMovedPermanently)
		return
	}
	x.signpost(x.types[found.Entity.Type])
	x.licence(found.Meta.Licence)
	parts := []string{found.Meta.Version, found.Meta.DataVersion, entityTypes[x.mediaType], x.entityID}
	if x.page {
		parts = append(parts, design, x.language, negotiate.Site(x.r, x.site), x.reports, x.r.URL.RawQuery)
	}
	if x.cached(negotiate.Tag(parts...)) {
		return
	}
	t := x.types[found.Entity.Type]
	if x.page {
		x.showPage(ctx, t)
		return
	}
	var all struct{ Entity object }
	if !x.entityQuery(ctx, x.queries[t.Enum], &all) {
		return
	}
	linked := entity{t, all.Entity, x.base}.linked(json.RawMessage(format.Context))
	if x.mediaType == turtleType {
		x.turtle(linked)
		return
	}
	x.json(http.StatusOK, entityTypes[x.mediaType], linked)
}

// showPage answers with the page of an entity of a type.
func (x *entityExchange) showPage(ctx context.Context, t *model.Type) {
	list, wrong, right := listOf(t, x.r.URL.Query())
	if wrong != "" {
		x.fail(http.StatusBadRequest, plan.BadUserInput, phrasef("WrongValue", wrong), phrasef("UseOne", strings.Join(right, ", ")))
		return
	}
	variables := map[string]any{"id": x.entityID}
	if list.chosen {
		variables["where"], variables["sort"] = list.where(), list.order()
		if list.after != "" {
			variables["after"] = list.after
		}
	}
	var all struct {
		Meta   struct{ DataDate, Citation string }
		Entity object
	}
	if !x.query(ctx, x.pageQuery(t, list.side), variables, &all) {
		return
	}
	var more aroundAnswer
	if !x.query(ctx, x.aroundQuery(t, list.side), map[string]any{"id": x.entityID, "near": nearby, "links": nearbyLinks}, &more) {
		return
	}
	v := entityView{
		entity: entity{t, all.Entity, x.base}, Entities: x.Entities, frame: x.frame(all.Entity.Text("name")), language: x.language, list: list, more: more,
		site: negotiate.Site(x.r, x.site), dataDate: all.Meta.DataDate, dataset: all.Meta.Citation,
	}
	x.show(http.StatusOK, "entity", v.page()) //nolint:contextcheck // the pictures have few nodes, and are drawn in a few milliseconds
}

// entityQuery runs a query about the entity; it returns false if it has answered the
// request with an error.
func (x *entityExchange) entityQuery(ctx context.Context, query string, into any) bool {
	return x.query(ctx, query, map[string]any{"id": x.entityID}, into)
}

// missing answers for a text that is no id. A name that exactly one entity has redirects to it, for
// the time being, since another may get that name. One that several have is answered with the choice
// of them, and any other with entities of a similar name. If these cannot be found, it answers
// without them.
func (x *entityExchange) missing(ctx context.Context) {
	x.looked = x.entityID
	if meant, err := questions.Meant(ctx, x.run(), []string{x.entityID}); err == nil && len(meant[0]) > 0 {
		x.named(meant[0])
		return
	}
	hint, similar := phrase("SearchForIt"), []questions.Named(nil)
	if found, err := questions.Similar(ctx, x.run(), x.entityID); err == nil && len(found) > 0 {
		var ids []string
		for _, e := range found {
			ids = append(ids, e.ID)
		}
		similar = found
		if !x.page {
			hint = phrasef("Similar", strings.Join(ids, ", "))
		}
	}
	x.fail(http.StatusNotFound, plan.NotFound, phrase("NoEntity"), hint, similar...)
}

// EntityTypes returns the media types of an entity.
func EntityTypes() []string { return slices.Clone(entityTypes) }
