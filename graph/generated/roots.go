package generated

import (
	"context"
)

// Meta is the resolver for the meta field.
func (r *queryResolver) Meta(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Search is the resolver for the search field.
func (r *queryResolver) Search(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Resolve is the resolver for the resolve field.
func (r *queryResolver) Resolve(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Paths is the resolver for the paths field.
func (r *queryResolver) Paths(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Neighbourhood is the resolver for the neighbourhood field.
func (r *queryResolver) Neighbourhood(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Collaborators is the resolver for the collaborators field.
func (r *queryResolver) Collaborators(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Candidates is the resolver for the candidates field.
func (r *queryResolver) Candidates(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Collaboration is the resolver for the collaboration field.
func (r *queryResolver) Collaboration(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Matrix is the resolver for the matrix field.
func (r *queryResolver) Matrix(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Changes is the resolver for the changes field.
func (r *queryResolver) Changes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Overlap is the resolver for the overlap field.
func (r *queryResolver) Overlap(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Gaps is the resolver for the gaps field.
func (r *queryResolver) Gaps(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Entity is the resolver for the entity field.
func (r *queryResolver) Entity(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Institute is the resolver for the institute field.
func (r *queryResolver) Institute(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Funder is the resolver for the funder field.
func (r *queryResolver) Funder(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Person is the resolver for the person field.
func (r *queryResolver) Person(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// JointAction is the resolver for the jointAction field.
func (r *queryResolver) JointAction(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Project is the resolver for the project field.
func (r *queryResolver) Project(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Network is the resolver for the network field.
func (r *queryResolver) Network(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Alliance is the resolver for the alliance field.
func (r *queryResolver) Alliance(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Programme is the resolver for the programme field.
func (r *queryResolver) Programme(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Event is the resolver for the event field.
func (r *queryResolver) Event(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Call is the resolver for the call field.
func (r *queryResolver) Call(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Document is the resolver for the document field.
func (r *queryResolver) Document(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Topic is the resolver for the topic field.
func (r *queryResolver) Topic(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Source is the resolver for the source field.
func (r *queryResolver) Source(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Entities is the resolver for the entities field.
func (r *queryResolver) Entities(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Node is the resolver for the node field.
func (r *queryResolver) Node(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Nodes is the resolver for the nodes field.
func (r *queryResolver) Nodes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// AllEntities is the resolver for the allEntities field.
func (r *queryResolver) AllEntities(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Organisations is the resolver for the organisations field.
func (r *queryResolver) Organisations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Actors is the resolver for the actors field.
func (r *queryResolver) Actors(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Initiatives is the resolver for the initiatives field.
func (r *queryResolver) Initiatives(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Works is the resolver for the works field.
func (r *queryResolver) Works(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Institutes is the resolver for the institutes field.
func (r *queryResolver) Institutes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Funders is the resolver for the funders field.
func (r *queryResolver) Funders(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// People is the resolver for the people field.
func (r *queryResolver) People(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// JointActions is the resolver for the jointActions field.
func (r *queryResolver) JointActions(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Projects is the resolver for the projects field.
func (r *queryResolver) Projects(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Networks is the resolver for the networks field.
func (r *queryResolver) Networks(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Alliances is the resolver for the alliances field.
func (r *queryResolver) Alliances(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Programmes is the resolver for the programmes field.
func (r *queryResolver) Programmes(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Events is the resolver for the events field.
func (r *queryResolver) Events(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Calls is the resolver for the calls field.
func (r *queryResolver) Calls(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Documents is the resolver for the documents field.
func (r *queryResolver) Documents(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Topics is the resolver for the topics field.
func (r *queryResolver) Topics(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Sources is the resolver for the sources field.
func (r *queryResolver) Sources(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Participations is the resolver for the participations field.
func (r *queryResolver) Participations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Affiliations is the resolver for the affiliations field.
func (r *queryResolver) Affiliations(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Fundings is the resolver for the fundings field.
func (r *queryResolver) Fundings(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Supports is the resolver for the supports field.
func (r *queryResolver) Supports(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Successions is the resolver for the successions field.
func (r *queryResolver) Successions(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Developments is the resolver for the developments field.
func (r *queryResolver) Developments(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// PartOfs is the resolver for the partOfs field.
func (r *queryResolver) PartOfs(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Abouts is the resolver for the abouts field.
func (r *queryResolver) Abouts(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Authorships is the resolver for the authorships field.
func (r *queryResolver) Authorships(ctx context.Context) (Planned, error) {
	return r.read(ctx)
}

// Query returns QueryResolver implementation.
func (r *Resolver) Query() QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Resolver }
