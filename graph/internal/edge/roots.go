package edge

import (
	"context"
)

func (r *queryResolver) Meta(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Entity(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Institute(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Funder(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Person(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) JointAction(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Project(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Network(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Alliance(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Programme(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Event(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Document(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Topic(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Source(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Entities(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) AllEntities(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Organisations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Actors(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Initiatives(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Works(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Institutes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Funders(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) People(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) JointActions(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Projects(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Networks(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Alliances(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Programmes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Events(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Documents(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Topics(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Sources(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Participations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Affiliations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Fundings(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Supports(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Successions(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Developments(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) PartOfs(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Abouts(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *queryResolver) Authorships(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

func (r *Resolver) Query() QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Resolver }
