package graph

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"whojoins/internal/model"
)

// edge is a relation: the numbers of its ends among all entities, the values that distinguish
// it from others with the same ends, and the number in its id.
type edge struct {
	key      uint64
	from, to uint32
	// what is the index of a word in the list of its type: a role, a tier, a capacity.
	what uint8
	// work is the number of a work package, or 0.
	work uint8
}

// The number of partners of an initiative is log-normal: the mean, the deviation of the
// logarithm, and the maximum.
const (
	partners       = 14
	partnersOfJoin = 40
	deviation      = 0.9
	mostPartners   = 600
)

// The exponent of Zipf's law for the initiatives of an institute, and its offset, which
// flattens the head.
const (
	steep = 1.1
	head  = 8
)

// tier draws the relations of a graph.
type tier struct {
	*rand.Rand
	s *Synthetic
	// institutes are ordered by their number of participations; popular draws an index.
	institutes []int
	popular    *rand.Zipf
}

func (s *Synthetic) tie() {
	r := rand.New(rand.NewPCG(s.seed, 0x71e5))
	count := s.of("Institute").count
	t := &tier{Rand: r, s: s, institutes: r.Perm(count), popular: rand.NewZipf(r, steep, head, uint64(count-1))}
	for _, name := range []string{"Alliance", "JointAction", "Network", "Project"} {
		k := s.of(name)
		for n := range k.count {
			t.initiative(k, n)
		}
	}
	t.organisations()
	t.works()
	for i := range s.edges {
		s.order(s.edges[i])
	}
}

// order sorts edges by their future ids and makes these distinct.
func (s *Synthetic) order(edges []edge) {
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.key, b.key) })
	for i := 1; i < len(edges); i++ {
		edges[i].key = max(edges[i].key, edges[i-1].key+1)
	}
}

// add adds a relation unless both ends are the same entity.
func (t *tier) add(relation string, from, to uint32, what, work uint8) {
	if from == to {
		return
	}
	i := t.s.model.Type(relation).Index
	t.s.edges[i] = append(t.s.edges[i], edge{key: t.Uint64() >> 1, from: from, to: to, what: what, work: work})
}

// any draws an entity of a type.
func (t *tier) any(name string) uint32 {
	k := t.s.of(name)
	return uint32(k.first + t.IntN(k.count))
}

// institute draws an institute, with a probability that follows its participations.
func (t *tier) institute() uint32 {
	return uint32(t.s.of("Institute").first + t.institutes[t.popular.Uint64()])
}

// chance returns true in the given percentage of calls.
func (t *tier) chance(percent int) bool { return t.IntN(100) < percent }

// initiative adds the relations of an initiative to partners, funders, programme and topics.
func (t *tier) initiative(k *kind, n int) {
	self := uint32(k.first + n)
	t.participants(k, self)
	if k.typ.Name == "JointAction" || k.typ.Name == "Project" {
		programme := t.any("Programme")
		t.add("PartOf", self, programme, 0, 0)
		t.add("Funding", programme, self, position(t.s.model, "FundingTier", "GRANT"), 0)
	}
	if t.chance(10) {
		t.add("Funding", t.any("Funder"), self, uint8(t.IntN(3)), 0)
	}
	if t.chance(10) {
		t.add("Support", t.institute(), self, 0, 0)
	}
	if n > 0 && t.chance(15) {
		t.add("Succession", uint32(k.first+t.IntN(n)), self, 0, 0)
	}
	if k.typ.Name == "JointAction" && t.chance(40) {
		t.add("Development", self, t.any("Network"), 0, uint8(1+t.IntN(12)))
	}
	t.topics(self, 1+t.IntN(2))
}

// topics adds relations from an entity to topics: most, or fewer if it draws the same topic
// again.
func (t *tier) topics(self uint32, most int) {
	var known []uint32
	for range most {
		if topic := t.any("Topic"); !slices.Contains(known, topic) {
			known = append(known, topic)
			t.add("About", self, topic, 0, 0)
		}
	}
}

// participants draws the partners of an initiative. Some of them also lead a work package,
// in a second relation.
func (t *tier) participants(k *kind, self uint32) {
	mean := float64(partners)
	if k.typ.Name == "JointAction" {
		mean = partnersOfJoin
	}
	drawn := math.Exp(math.Log(mean) - deviation*deviation/2 + deviation*t.NormFloat64())
	most := min(1+int(drawn), mostPartners, 1+len(t.institutes)/4)
	known := make(map[uint32]bool, most)
	for i := range most {
		partner := t.partner()
		for tries := 0; known[partner] && tries < 8; tries++ {
			partner = t.partner()
		}
		if known[partner] || partner == self {
			continue
		}
		known[partner] = true
		t.add("Participation", partner, self, t.role(k, i), 0)
		if t.chance(5) {
			t.add("Participation", partner, self, position(t.s.model, "Role", "WORK_PACKAGE_LEAD"), uint8(1+t.IntN(12)))
		}
	}
}

// partner draws a partner, mostly an institute.
func (t *tier) partner() uint32 {
	switch t.IntN(50) {
	case 0:
		return t.any("Alliance")
	case 1:
		return t.any("Person")
	}
	return t.institute()
}

// role returns the role of the i-th partner.
func (t *tier) role(k *kind, i int) uint8 {
	words := []string{"BENEFICIARY", "BENEFICIARY", "BENEFICIARY", "BENEFICIARY", "AFFILIATED_ENTITY", "ASSOCIATED_PARTNER", "THIRD_PARTY"}
	if k.typ.Name == "Network" || k.typ.Name == "Alliance" {
		words = []string{"MEMBER", "MEMBER", "MEMBER", "MEMBER", "BOARD_MEMBER", "CHAIR"}
	}
	if i == 0 {
		return position(t.s.model, "Role", "COORDINATOR")
	}
	return position(t.s.model, "Role", words[t.IntN(len(words))])
}

// organisations adds relations from people to institutes, and from units to the institutes
// that contain them.
func (t *tier) organisations() {
	people, institutes := t.s.of("Person"), t.s.of("Institute")
	for n := range people.count {
		self := uint32(people.first + n)
		first := t.IntN(len(positions))
		t.add("Affiliation", self, t.institute(), uint8(first), 0)
		if t.chance(20) {
			t.add("Affiliation", self, t.any("Institute"), uint8((first+1)%len(positions)), 0)
		}
	}
	for n := range institutes.count {
		if n > 0 && t.chance(20) {
			t.add("PartOf", uint32(institutes.first+n), uint32(institutes.first+t.IntN(n)), 0, 0)
		}
	}
}

// works adds relations of documents to authors and topics, of sources to publishers, and of
// events to initiatives.
func (t *tier) works() {
	documents, sources, events := t.s.of("Document"), t.s.of("Source"), t.s.of("Event")
	author := position(t.s.model, "AuthorshipCapacity", "AUTHOR")
	publisher := position(t.s.model, "AuthorshipCapacity", "PUBLISHER")
	for n := range documents.count {
		self := uint32(documents.first + n)
		var known []uint32
		for range 1 + t.IntN(4) {
			if person := t.any("Person"); !slices.Contains(known, person) {
				known = append(known, person)
				t.add("Authorship", person, self, author, 0)
			}
		}
		t.add("Authorship", t.institute(), self, publisher, 0)
		t.topics(self, 1)
	}
	for n := range sources.count {
		t.add("Authorship", t.institute(), uint32(sources.first+n), publisher, 0)
	}
	for n := range events.count {
		t.add("PartOf", uint32(events.first+n), t.any("Project"), 0, 0)
	}
}

// position returns the index of a word in its enum. It panics if the model lacks the word,
// which is a bug in this package.
func position(m *model.Model, enum, word string) uint8 {
	for _, e := range m.Enums {
		if e.Name == enum && e.Position(word) >= 0 {
			return uint8(e.Position(word))
		}
	}
	panic("the model has no " + enum + " " + word)
}
