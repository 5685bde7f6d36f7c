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
	hashes, words := splitTypos(x.typos)
	packList(p, "search/typos/hashes", &hashes)
	packList(p, "search/typos/words", &words)
	if !p.reading() || p.err != nil {
		return
	}
	if len(hashes) != len(words) {
		p.check(damaged("search/typos", errLength))
		return
	}
	x.typos = make([]typo, len(hashes))
	for i := range x.typos {
		x.typos[i] = typo{hashes[i], words[i]}
	}
	if err := x.check(s.entities.rows); err != nil {
		p.check(damaged("search", err))
		return
	}
	x.once.Do(func() { x.sources, x.degrees = s.searchedColumns(), s.degrees() })
}

func splitTypos(typos []typo) (hashes, words []uint32) {
	hashes, words = make([]uint32, len(typos)), make([]uint32, len(typos))
	for i, t := range typos {
		hashes[i], words[i] = t.hash, t.word
	}
	return hashes, words
}

// check checks that all words exist, and all their entities.
func (x *wordIndex) check(entities int) error {
	if err := checkEnds(x.ends, x.words.len(), len(x.rows)); err != nil {
		return err
	}
	if highest(x.rows) >= entities {
		return errCode
	}
	for _, t := range x.typos {
		if int(t.word) >= x.words.len() {
			return errCode
		}
	}
	return nil
}
