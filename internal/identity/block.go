package identity

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"whojoins/internal/names"
)

// Bounds on the groups that are compared with each other.
const (
	// mostWithWord is the largest number of groups in a country that share a word for them to be
	// compared because of it, mostWithKey the same for a whole name, and mostOnDomain for a domain.
	mostWithWord = 120
	mostWithKey  = 200
	mostOnDomain = 60
	// rareWords is the number of words of a name, the rarest, by which it is looked up.
	rareWords = 2
	// leastShared is the least share of the weight of two names' words that they have in common.
	leastShared = 0.45
)

// block has the groups of one country, by what they have in common.
type block struct {
	// lexicon reads the names of the block.
	lexicon  *names.Lexicon
	profiles []*profile
	byKey    map[string][]int
	byDomain map[string][]int
	// words has the numbers of the words of names; byWord has the groups, and rarity the weight, by
	// number.
	words  map[string]int32
	byWord [][]int
	rarity []float64
	// keys are the words of the names of each group.
	keys [][]weighed
}

// weighed has the numbers of the distinctive words of a name, and the sum of their weights.
type weighed struct {
	words []int32
	all   float64
}

// countries returns the groups by country, and the countries in order. Those without a country
// are a block of their own, and are compared with others only where the whole name is the same.
func countries(list []*profile) (byCountry map[string][]*profile, sorted []string) {
	byCountry = map[string][]*profile{"": nil}
	for _, p := range list {
		if len(p.countries) == 0 {
			byCountry[""] = append(byCountry[""], p)
		}
		for _, country := range p.countries {
			byCountry[country] = append(byCountry[country], p)
		}
	}
	return byCountry, slices.Sorted(maps.Keys(byCountry))
}

// newBlock returns the block of the groups of a country, and of those without a country that are
// compared with them.
func newBlock(list, anywhere []*profile) *block {
	b := &block{lexicon: names.Default().Remembering(), byKey: map[string][]int{}, byDomain: map[string][]int{}, words: map[string]int32{}}
	for i, p := range list {
		b.profiles = append(b.profiles, p.alone())
		for _, k := range p.keys {
			addTo(b.byKey, k.Whole, i)
			for _, w := range k.Distinctive {
				b.addWord(w, i)
			}
		}
		for _, d := range p.domains {
			addTo(b.byDomain, d, i)
		}
	}
	b.addAnywhere(anywhere)
	b.weigh()
	return b
}

// addWord adds a group to those that have a word, unless it was the last to be added.
func (b *block) addWord(word string, i int) {
	n, known := b.words[word]
	if !known {
		n = int32(len(b.byWord))
		b.words[word], b.byWord = n, append(b.byWord, nil)
	}
	if list := b.byWord[n]; len(list) == 0 || list[len(list)-1] != i {
		b.byWord[n] = append(list, i)
	}
}

// weigh weighs the words. A word weighs more the fewer groups have it.
func (b *block) weigh() {
	for _, p := range b.profiles { // a group without a country may have a word that no other has
		for _, k := range p.keys {
			for _, w := range k.Distinctive {
				if _, known := b.words[w]; !known {
					b.words[w], b.byWord = int32(len(b.byWord)), append(b.byWord, nil)
				}
			}
		}
	}
	b.rarity = make([]float64, len(b.byWord))
	for n, list := range b.byWord {
		b.rarity[n] = math.Log(1 + float64(len(b.profiles))/float64(1+len(list)))
	}
	b.keys = make([][]weighed, len(b.profiles))
	for i, p := range b.profiles {
		b.keys[i] = make([]weighed, len(p.keys))
		for j, k := range p.keys {
			to := &b.keys[i][j]
			for _, w := range k.Distinctive {
				n := b.words[w]
				to.words, to.all = append(to.words, n), to.all+b.rarity[n]
			}
		}
	}
}

// addTo adds a group to a list unless it was the last to be added.
func addTo(index map[string][]int, key string, i int) {
	if list := index[key]; key != "" && (len(list) == 0 || list[len(list)-1] != i) {
		index[key] = append(list, i)
	}
}

// addAnywhere adds the groups without a country that have the same whole name as one of the block.
func (b *block) addAnywhere(list []*profile) {
	for _, p := range list {
		known := slices.ContainsFunc(p.keys, func(k namesKey) bool { return len(b.byKey[k.Whole]) > 0 })
		if !known {
			continue
		}
		i := len(b.profiles)
		b.profiles = append(b.profiles, p.alone())
		for _, k := range p.keys {
			addTo(b.byKey, k.Whole, i)
		}
	}
}

// named returns the number of groups that have a name as a whole.
func (b *block) named(name string) (n int) {
	for _, i := range b.byKey[name] {
		if p := b.profiles[i]; slices.ContainsFunc(p.keys[:p.whole], func(k namesKey) bool { return k.Whole == name }) {
			n++
		}
	}
	return n
}

// pairs calls f with each two groups that may be one, each once.
func (b *block) pairs(f func(p, q *profile)) {
	seen := map[int]int{}
	for i, p := range b.profiles {
		b.near(i, p, func(j int) {
			if j <= i {
				return
			}
			if at, done := seen[j]; done && at == i {
				return
			}
			seen[j] = i
			f(p, b.profiles[j])
		})
	}
}

// near calls f with the groups that have something in common with one, some several times.
func (b *block) near(i int, p *profile, f func(j int)) {
	each := func(list []int, most int) {
		if len(list) <= most {
			for _, j := range list {
				f(j)
			}
		}
	}
	for _, d := range p.domains {
		each(b.byDomain[d], mostOnDomain)
	}
	for k := range p.keys {
		each(b.byKey[p.keys[k].Whole], mostWithKey)
		key := &b.keys[i][k]
		words := slices.Clone(key.words)
		slices.SortFunc(words, func(v, w int32) int { return cmp.Compare(len(b.byWord[v]), len(b.byWord[w])) })
		for _, w := range words[:min(rareWords, len(words))] {
			if len(b.byWord[w]) > mostWithWord {
				break
			}
			for _, j := range b.byWord[w] {
				if j != i && b.alike(key, j) {
					f(j)
				}
			}
		}
	}
}

// alike reports whether a name shares enough of its distinctive words, by their weight, with one of
// a group: of those of the name whose words weigh more.
func (b *block) alike(key *weighed, j int) bool {
	for i := range b.keys[j] {
		other := &b.keys[j][i]
		all := max(key.all, other.all)
		if all > 0 && b.shared(key.words, other.words)/all >= leastShared {
			return true
		}
	}
	return false
}

// shared returns the weight of the words that two names share.
func (b *block) shared(v, w []int32) (sum float64) {
	for _, word := range v {
		if slices.Contains(w, word) {
			sum += b.rarity[word]
		}
	}
	return sum
}
