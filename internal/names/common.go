package names

import "whojoins/internal/model"

// Common reports whether a name has a word that is common in names of organisations and
// initiatives: a kind, a subject, a legal form, a city or a country. Articles and the like do not
// count.
func Common(name string) bool {
	l := Default()
	for _, word := range model.Words(model.Fold(name)) {
		if entry, ok := l.words[word]; ok && entry.weight != weightBetween && entry.weight != weightSaint || l.cities[word] || l.countryWords[word] {
			return true
		}
	}
	return false
}
