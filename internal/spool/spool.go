// Package spool keeps many records in little memory: as bytes, in compressed blocks that the garbage
// collector does not look into. A List keeps the order in which records are added, a Sorter sorts
// them by key. Nothing is written to a disk.
package spool

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"github.com/klauspost/compress/s2"
)

// blockSize is the number of bytes above which a block is compressed. Reading a record takes
// decompressing its block, and a Sorter decompresses one block of each of its runs at a time.
const blockSize = 64 << 10

// block is a compressed block of records.
type block []byte

func compress(records []byte) block {
	buffer, _ := buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	*buffer = slices.Grow(*buffer, s2.MaxEncodedLen(len(records)))
	packed := s2.Encode((*buffer)[:cap(*buffer)], records)
	defer buffers.Put(buffer)
	return append(make(block, 0, len(packed)), packed...)
}

// buffers are those into which blocks are compressed.
var buffers sync.Pool

// open returns the records of a block; buffer is reused.
func (b block) open(buffer []byte) []byte {
	records, err := s2.Decode(buffer[:cap(buffer)], b)
	if err != nil {
		panic(fmt.Sprintf("spool: a block that was compressed in memory is damaged: %v", err))
	}
	return records
}

// appendPart appends a part of a record with its length.
func appendPart(to, part []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(part))), part...)
}

// cutPart returns the first part, and what follows it.
func cutPart(from string) (part, rest string) {
	n, start := 0, 0
	for shift := 0; ; shift += 7 {
		b := from[start]
		start++
		if n |= int(b&0x7f) << shift; b < 0x80 {
			return from[start : start+n], from[start+n:]
		}
	}
}
