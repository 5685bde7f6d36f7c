package pages

import (
	"context"
	"net/http"
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
var entityTypes = []string{"application/ld+json", "application/json", "text/html"}

// htmlType is the position of the page in entityTypes.
const htmlType = 2

// Entities serves the permanent addresses of entities, /id/{id}, as JSON-LD in terms of
// schema.org and as pages.
type Entities struct {
	engine     Engine
	dictionary *wording.Dictionary
	// base begins the addresses in linked data.
	base string
	// types and queries are the types and the queries for their pages, by EntityType.
	types   map[string]*model.Type
	queries map[string]string
}

// NewEntities returns Entities that are read through an engine. site is the address of the
// service, or empty if its operator configured none.
func NewEntities(m *model.Model, e Engine, site string) *Entities {
	h := &Entities{e, wording.New(m), format.Base(site), map[string]*model.Type{}, map[string]string{}}
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
	Meta   struct{ Version, DataVersion string }
	Entity *struct{ ID, Type string }
}

const identityQuery = `query EntityAddress($id: ID!) { meta { version dataVersion } entity(id: $id) { id type } }`

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
	header.Set("Location", entityPath(id))
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
	parts := []string{found.Meta.Version, found.Meta.DataVersion, entityTypes[x.mediaType], x.entityID}
	if x.page {
		parts = append(parts, design, x.language, x.r.URL.RawQuery)
	}
	if x.cached(negotiate.Tag(parts...)) {
		return
	}
	var all struct{ Entity object }
	if !x.entityQuery(ctx, x.queries[found.Entity.Type], &all) {
		return
	}
	e := entity{x.types[found.Entity.Type], all.Entity, x.base}
	if x.page {
		x.show(http.StatusOK, "entity", entityView{e, x.dictionary, x.language}.page(x.frame(e.text("name"))))
		return
	}
	x.json(http.StatusOK, entityTypes[x.mediaType], e.linked())
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
