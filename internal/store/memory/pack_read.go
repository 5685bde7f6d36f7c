package memory

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

const packAgain = "copy it again, or pack the dataset again: whojoins pack --out FILE"

var (
	errNotPacked   = errors.New("is not a packed dataset; create one with whojoins pack --out FILE, or serve the folder of a dataset with --data")
	errOtherSchema = errors.New("was packed by a program with another schema; pack the dataset again with this one: whojoins pack --out FILE")
	errChecksum    = errors.New("is damaged: its checksum is wrong; " + packAgain)
)

// packContents is the largest number of bytes of the list of contents, which has about a hundred
// bytes for each field of the schema.
const packContents = 16 << 20

// packReader reads sections by name.
type packReader struct {
	ctx      context.Context
	from     io.ReaderAt
	contents contents
	chunk    []byte
}

// readPack reads the header and the contents. An error begins after the name of the file.
func readPack(ctx context.Context, f *os.File, model [sha256.Size]byte) (*packReader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	header := make([]byte, packHeader)
	if _, err := f.ReadAt(header, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	start, length, err := readHeader(header, info.Size())
	if err != nil {
		return nil, err
	}
	text := make([]byte, length)
	if _, err := f.ReadAt(text, start); err != nil {
		return nil, err
	}
	if headerSum(header, text) != binary.LittleEndian.Uint32(header[12:]) {
		return nil, errChecksum
	}
	if string(header[32:]) != string(model[:]) {
		return nil, errOtherSchema
	}
	r := &packReader{ctx: ctx, from: f, chunk: make([]byte, packChunk*8)}
	if err := json.Unmarshal(text, &r.contents); err != nil {
		return nil, fmt.Errorf("is damaged: its list of contents is invalid: %w; %s", err, packAgain)
	}
	for name, s := range r.contents.Sections {
		width, known := widths[s.Type]
		if !known || s.Offset < packHeader || s.Count < 0 || s.Count > start || s.Offset > start-s.Count*width {
			return nil, damaged(name, errors.New("lies outside the file"))
		}
	}
	return r, nil
}

// another returns a reader of the same file, for use beside this one.
func (r *packReader) another() *packReader {
	return &packReader{ctx: r.ctx, from: r.from, contents: r.contents, chunk: make([]byte, len(r.chunk))}
}

// readHeader returns the position of the contents in a file of size bytes.
func readHeader(header []byte, size int64) (start, length int64, err error) {
	if size < int64(len(packMagic)) || !strings.HasPrefix(string(header), packMagic) {
		return 0, 0, errNotPacked
	}
	if size < packHeader {
		return 0, 0, truncated(size, packHeader)
	}
	if v := binary.LittleEndian.Uint32(header[8:]); v != packVersion {
		return 0, 0, fmt.Errorf("has format %d, but this program reads format %d; pack the dataset again with this program: whojoins pack --out FILE", v, packVersion)
	}
	at, bytes := binary.LittleEndian.Uint64(header[16:]), binary.LittleEndian.Uint64(header[24:])
	const limit = 1 << 60
	if at < packHeader || at > limit || bytes > packContents {
		return 0, 0, errChecksum
	}
	start, length = int64(at), int64(bytes)
	switch {
	case size < start+length:
		return 0, 0, truncated(size, start+length)
	case size > start+length:
		return 0, 0, fmt.Errorf("is damaged: it has %d bytes after its end; %s", size-start-length, packAgain)
	}
	return start, length, nil
}

func truncated(has, wants int64) error {
	return fmt.Errorf("is truncated: it has %d bytes of at least %d; %s", has, wants, packAgain)
}

// widths maps the type of a section to the bytes of an item.
var widths = map[string]int64{
	"byte": 1, typeOf[uint8](): 1, typeOf[uint16](): 2, typeOf[uint32](): 4, typeOf[uint64](): 8,
	typeOf[int32](): 4, typeOf[int64](): 8, typeOf[float64](): 8,
}

// readList reads a list; nil if there is no section with that name.
func readList[T element](r *packReader, name string) ([]T, error) {
	s, known := r.contents.Sections[name]
	if !known {
		return nil, nil
	}
	if s.Type != typeOf[T]() {
		return nil, damaged(name, fmt.Errorf("contains %s, not %s", s.Type, typeOf[T]()))
	}
	l := make([]T, s.Count)
	rest := l
	return l, r.each(name, s, func(chunk []byte) error {
		n, err := binary.Decode(chunk, binary.LittleEndian, rest[:len(chunk)/int(widths[s.Type])])
		rest = rest[n/int(widths[s.Type]):]
		return err
	})
}

// text reads a text; "" if there is no section with that name.
func (r *packReader) text(name string) (string, error) {
	s, known := r.contents.Sections[name]
	if !known {
		return "", nil
	}
	if s.Type != "byte" {
		return "", damaged(name, fmt.Errorf("contains %s, not a text", s.Type))
	}
	var b strings.Builder
	b.Grow(int(s.Count))
	err := r.each(name, s, func(chunk []byte) error {
		b.Write(chunk)
		return nil
	})
	if err == nil && !utf8.ValidString(b.String()) {
		err = damaged(name, errUTF8)
	}
	return b.String(), err
}

// each reads a section in chunks and then checks its checksum.
func (r *packReader) each(name string, s section, take func(chunk []byte) error) error {
	sum, at := uint32(0), s.Offset
	for left := s.Count * widths[s.Type]; left > 0; {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		chunk := r.chunk[:min(left, int64(len(r.chunk)))]
		if _, err := r.from.ReadAt(chunk, at); err != nil {
			return damaged(name, err)
		}
		sum = crc32.Update(sum, castagnoli, chunk)
		if err := take(chunk); err != nil {
			return damaged(name, err)
		}
		at += int64(len(chunk))
		left -= int64(len(chunk))
	}
	if sum != s.Sum {
		return damaged(name, errors.New("has a wrong checksum"))
	}
	return nil
}
