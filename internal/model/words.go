package model

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// WordLength is the largest number of characters of a word. A longer word counts as its
	// first characters wherever words are compared, since the deletions of a word take the
	// square of its length.
	WordLength = 100
	// joinedWords and joinedLength are the largest numbers of words, and of their characters,
	// that count as one word too: "PRIME-ROSE" has the word "primerose". They bound the words of
	// an index. joinedLetters bounds the words of a single character: "I.A.R.C." has "iarc".
	joinedWords   = 3
	joinedLength  = 16
	joinedLetters = 8
	// joinedBytes is more than the length of any folded text that counts as one word.
	joinedBytes = 100
)

// Words returns the words of a folded text, each cut after WordLength characters.
func Words(folded string) []string {
	list := strings.Fields(folded)
	for i := range list {
		list[i] = clipWord(list[i])
	}
	return list
}

// SearchWords returns the words by which a text is searched, in order and without
// repetition: runs of letters and digits of its folded form, each cut after WordLength
// characters.
func SearchWords(text string) []string { return distinct(wordsOf(text)) }

// TextWords returns the words by which a stored text is found: its SearchWords, and its
// neighbouring words written as one: two or three of at most sixteen characters together, and
// up to eight of one character each.
func TextWords(text string) []string {
	words := wordsOf(text)
	all := slices.Clone(words)
	eachJoined(words, func(_ []string, one string) { all = append(all, one) })
	return distinct(all)
}

// JoinedWords returns, for each word of a text, the words that it forms with its neighbours, as
// in TextWords.
func JoinedWords(text string) map[string][]string {
	with := map[string][]string{}
	eachJoined(wordsOf(text), func(run []string, one string) {
		for _, w := range run {
			if !slices.Contains(with[w], one) {
				with[w] = append(with[w], one)
			}
		}
	})
	return with
}

// JoinedWhole returns a folded text written as one word, or "" if it is one word already, or too
// long for that. It has MostJoined spaces fewer, at most.
func JoinedWhole(folded string) string {
	words := strings.Split(folded, " ")
	if len(words) < 2 || len(words) > joinedLetters || !joinable(words) {
		return ""
	}
	return strings.Join(words, "")
}

// MostJoined is the largest number of spaces in a folded text that JoinedWhole joins.
const MostJoined = joinedLetters - 1

// wordsOf returns the words of a text in order, with repetitions.
func wordsOf(text string) []string {
	list := strings.FieldsFunc(Fold(text), func(r rune) bool { return !inWord(r) })
	for i := range list {
		list[i] = clipWord(list[i])
	}
	return list
}

// inWord reports whether a character of a folded text is part of a word.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// distinct returns the words in order, without repetitions. It reuses the list.
func distinct(words []string) []string {
	if len(words) <= fewWords {
		kept := words[:0]
		for _, w := range words {
			if !slices.Contains(kept, w) {
				kept = append(kept, w)
			}
		}
		return kept
	}
	seen, kept := make(map[string]bool, len(words)), words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			kept = append(kept, w)
		}
	}
	return kept
}

// fewWords is the number of words up to which a map costs more than it saves.
const fewWords = 16

// eachJoined calls f with each run of neighbouring words that also counts as one word.
func eachJoined(words []string, f func(run []string, one string)) {
	for i := range words {
		for n := 2; n <= joinedLetters && i+n <= len(words); n++ {
			if run := words[i : i+n]; joinable(run) {
				f(run, strings.Join(run, ""))
			}
		}
	}
}

// joinable reports whether neighbouring words also count as one word.
func joinable(words []string) bool {
	length, single := 0, true
	for _, w := range words {
		n := utf8.RuneCountInString(w)
		length, single = length+n, single && n == 1
	}
	return single || len(words) <= joinedWords && length <= joinedLength
}

func clipWord(w string) string {
	cut, _ := Cut(w, WordLength)
	return cut
}

// MayContinue reports whether a word, which Words or SearchWords returned, may be the beginning
// of a longer one.
func MayContinue(word string) bool {
	return len(word) >= WordLength && utf8.RuneCountInString(word) >= WordLength
}

// Cut returns the first letters of a text, and whether that is not all of it.
func Cut(text string, letters int) (cut string, longer bool) {
	if len(text) <= letters {
		return text, false
	}
	n := 0
	for i := range text {
		if n++; n > letters {
			return text[:i], true
		}
	}
	return text, false
}

// Letters returns the number of letters in a word, without its digits.
func Letters(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// OneTypo reports whether two words differ by at most one typo: an insertion, a deletion, a
// substitution, or a transposition of two neighbouring characters.
func OneTypo(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:]) {
			return true
		}
		return i == len(x) || slices.Equal(x[i+1:], y[i+1:])
	case 1:
		return slices.Equal(x[i:], y[i+1:])
	}
	return false
}
