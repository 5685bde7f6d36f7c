package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"whojoins/internal/model"
)

// mostWords is the largest number of words of a name that are compared.
const mostWords = 40

// text is a name or a term, taken apart.
type text struct {
	words []word
	// runs are the parts between commas, brackets, slashes, colons and dashes with a space on one
	// side, folded and without spaces.
	runs []string
	// main is the part before the first comma and outside brackets.
	main string
}

// scanner takes a text apart.
type scanner struct {
	lexicon *Lexicon
	text
	depth, segment int
	// token holds the characters since the last space. first is the position of the first word
	// of the current run.
	token []byte
	main  strings.Builder
	first int
}

// scan takes a text apart: "St Luc (UCL), Brussels" has the words "st" and "luc", "ucl" in
// brackets, and "brussels" after one comma.
func (l *Lexicon) scan(written string) text {
	s := &scanner{lexicon: l}
	runes := []rune(written)
	for i, r := range runes {
		spaced := i == 0 || i+1 == len(runes) || unicode.IsSpace(runes[i-1]) || unicode.IsSpace(runes[i+1])
		switch {
		case r == '(' || r == '[':
			s.endRun()
			s.depth++
		case r == ')' || r == ']':
			s.endRun()
			s.depth = max(s.depth-1, 0)
			continue
		case r == ',' || r == ';' || r == '|' || r == '\n':
			s.endRun()
			if len(s.words) > 0 {
				s.segment++
			}
		case isDash(r) && spaced || r == '/' || r == ':' && spaced:
			s.endRun()
		case isDash(r) || unicode.IsSpace(r):
			s.endToken()
		default:
			s.token = utf8.AppendRune(s.token, r)
		}
		if s.segment == 0 && s.depth == 0 {
			s.main.WriteRune(r)
		}
	}
	s.endRun()
	s.text.main = s.main.String()
	return s.text
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' }

// endToken adds the words of the token. An address of a page or of a mailbox has none.
func (s *scanner) endToken() {
	if len(s.token) == 0 {
		return
	}
	words, known := s.lexicon.remembered[string(s.token)]
	if !known {
		token := string(s.token)
		words = s.lexicon.wordsOf(token)
		s.lexicon.remember(token, words)
	}
	s.token = s.token[:0]
	for _, w := range words[:min(len(words), max(0, mostWords-len(s.words)))] {
		w.segment, w.run, w.aside = s.segment, len(s.runs), s.depth > 0
		s.words = append(s.words, w)
	}
}

// wordsOf returns the words of a token, without their places in a text.
func (l *Lexicon) wordsOf(token string) (list []word) {
	if strings.Contains(token, "@") || strings.HasPrefix(token, "www.") || strings.HasPrefix(token, "http") && strings.Contains(token, "//") {
		return nil
	}
	var words []string
	written := model.Words(model.Fold(token))
	for _, w := range joinLetters(slices.Clone(written)) {
		words = append(words, l.apart(w)...)
	}
	for i, w := range words {
		abbreviated := i == len(words)-1 && strings.HasSuffix(token, ".") && strings.Count(token, ".") == 1
		known := l.lookUp(w)
		if known.weight == weightBetween && known.role == "" && len(written) > len(words) && !slices.Contains(written, w) {
			known = lexeme{concept: w, weight: weightName} // the letters of "A&M" are no "am"
		}
		list = append(list, word{text: w, lexeme: known, plain: withoutUmlauts(w), capital: isCapital(token), abbreviated: abbreviated})
	}
	return list
}

// endRun ends a run of words. A Roman numeral at its end is a number: "Paris I".
func (s *scanner) endRun() {
	s.endToken()
	if len(s.words) == s.first {
		return
	}
	if last := &s.words[len(s.words)-1]; len(s.words)-s.first > 1 && last.capital {
		if number, is := finalNumerals[last.text]; is {
			last.lexeme = lexeme{concept: number, weight: weightName}
		}
	}
	s.joinCapitals()
	s.unlegal()
	var run strings.Builder
	for i := range s.words[s.first:] {
		run.WriteString(s.words[s.first+i].text)
	}
	s.runs = append(s.runs, run.String())
	s.first = len(s.words)
}

// unlegal takes a legal form for another word where a kind of organisation follows and a word is
// before it: "Bath Spa University" is no company.
func (s *scanner) unlegal() {
	run := s.words[s.first:]
	for i := 1; i+1 < len(run); i++ {
		if run[i].role == roleLegal && run[i+1].role == roleKind && run[i-1].meaningful() && run[i-1].role != roleKind {
			run[i].lexeme = lexeme{concept: run[i].text, weight: weightName}
		}
	}
}

// finalNumerals are Roman numerals that are words elsewhere; words.yaml has the others.
var finalNumerals = map[string]string{"i": "1", "v": "5", "x": "10"}

// joinCapitals joins neighbouring capital letters of the current run: "U Z Gent" is "UZ Gent".
func (s *scanner) joinCapitals() {
	kept := s.words[:s.first]
	for _, w := range s.words[s.first:] {
		if last := len(kept) - 1; last >= s.first && isLetter(&w) && isLetters(&kept[last]) {
			joined := kept[last].text + w.text
			kept[last].text, kept[last].plain, kept[last].lexeme = joined, joined, s.lexicon.lookUp(joined)
			kept[last].joined = true
			continue
		}
		kept = append(kept, w)
	}
	s.words = kept
}

func isLetter(w *word) bool {
	return w.capital && !w.abbreviated && utf8.RuneCountInString(w.text) == 1 && w.weight == weightName
}

func isLetters(w *word) bool { return w.joined || isLetter(w) }

// joinLetters joins neighbouring letters: "k u leuven" is "ku leuven".
func joinLetters(words []string) []string {
	kept := words[:0]
	letters := false
	for _, w := range words {
		letter := utf8.RuneCountInString(w) == 1
		if letter && letters {
			kept[len(kept)-1] += w
			continue
		}
		kept, letters = append(kept, w), letter
	}
	return kept
}

// isCapital reports whether a token has letters, and all of them are capitals.
func isCapital(token string) bool {
	return strings.ContainsFunc(token, unicode.IsUpper) && !strings.ContainsFunc(token, unicode.IsLower)
}

// withoutUmlauts returns a word as it is spelt by those who write "ü" as "u", where others write
// "ue".
func withoutUmlauts(w string) string { return umlauts.Replace(w) }

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")
