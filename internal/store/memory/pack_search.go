package memory

// wordIndex writes or reads the word index. It is in the file because building it takes longer
// than everything else.
func (p *pack) wordIndex(s *snapshot) {
	x := &s.wordIndex
	if !p.reading() {
		x = s.words()
	}
	p.texts("search/words", &x.words)
	packList(p, "search/ends", &x.ends)
	packList(p, "search/entities", &x.rows)
	packList(p, "search/backward", &x.backward)
	if !p.reading() || p.err != nil {
		return
	}
	if err := x.check(s.entities.rows); err != nil {
		p.check(damaged("search", err))
	}
}

// check checks that all words exist, and all their entities.
func (x *wordIndex) check(entities int) error {
	if err := checkEnds(x.ends, x.words.len(), len(x.rows)); err != nil {
		return err
	}
	if highest(x.rows) >= entities {
		return errCode
	}
	if len(x.backward) != x.words.len() {
		return errLength
	}
	if highest(x.backward) >= x.words.len() {
		return errCode
	}
	return nil
}
