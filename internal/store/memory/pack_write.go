package memory

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
)

// packChunk is the number of items written or read at once.
const packChunk = 1 << 15

// packWriter writes sections one after the other. If to is nil, it only counts their bytes.
type packWriter struct {
	ctx      context.Context
	to       io.WriteSeeker
	progress func(done int64)
	contents contents
	// at is the number of bytes of the file so far.
	at    int64
	chunk []byte
	err   error
}

// begin reserves space for the header.
func (w *packWriter) begin() { w.write(make([]byte, packHeader)) }

// write appends bytes to the file.
func (w *packWriter) write(b []byte) {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	w.at += int64(len(b))
	if w.err != nil || w.to == nil {
		return
	}
	if _, w.err = w.to.Write(b); w.err == nil {
		w.progress(w.at)
	}
}

func writeList[T element](w *packWriter, name string, l []T) {
	s := section{Type: typeOf[T](), Offset: w.at, Count: int64(len(l))}
	if w.to == nil {
		w.at += s.Count * widthOf[T]()
		return
	}
	for start := 0; start < len(l); start += packChunk {
		// binary.Append does not fail for numbers.
		w.chunk, _ = binary.Append(w.chunk[:0], binary.LittleEndian, l[start:min(start+packChunk, len(l))])
		s.Sum = crc32.Update(s.Sum, castagnoli, w.chunk)
		w.write(w.chunk)
	}
	w.addSection(name, s)
}

func writeText(w *packWriter, name string, text string) {
	s := section{Type: "byte", Offset: w.at, Count: int64(len(text))}
	if w.to == nil {
		w.at += s.Count
		return
	}
	for start := 0; start < len(text); start += packChunk {
		w.chunk = append(w.chunk[:0], text[start:min(start+packChunk, len(text))]...)
		s.Sum = crc32.Update(s.Sum, castagnoli, w.chunk)
		w.write(w.chunk)
	}
	w.addSection(name, s)
}

// addSection adds a section to the contents.
func (w *packWriter) addSection(name string, s section) {
	if w.contents.Sections == nil {
		w.contents.Sections = map[string]section{}
	}
	w.contents.Sections[name] = s
}

// end writes the contents, then the header, which has their position.
func (w *packWriter) end(model [sha256.Size]byte) {
	start := w.at
	text, err := json.Marshal(w.contents)
	if w.err == nil {
		w.err = err
	}
	w.write(text)
	header := append(make([]byte, 0, packHeader), packMagic...)
	header = binary.LittleEndian.AppendUint32(header, packVersion)
	header = binary.LittleEndian.AppendUint32(header, 0)
	header = binary.LittleEndian.AppendUint64(header, uint64(start))
	header = binary.LittleEndian.AppendUint64(header, uint64(len(text)))
	header = append(header, model[:]...)
	binary.LittleEndian.PutUint32(header[12:], headerSum(header, text))
	if w.err == nil {
		_, w.err = w.to.Seek(0, io.SeekStart)
	}
	if w.err == nil {
		_, w.err = w.to.Write(header)
	}
}

// headerSum returns the checksum of the header, with zeros in its own field, and the contents.
func headerSum(header, contents []byte) uint32 {
	sum := crc32.Update(0, castagnoli, header[:12])
	sum = crc32.Update(sum, castagnoli, make([]byte, 4))
	sum = crc32.Update(sum, castagnoli, header[16:])
	return crc32.Update(sum, castagnoli, contents)
}
