package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// maxValue is the largest number of bytes of one value: a page of saved answers.
const maxValue = 256 << 20

// FileValues yields the values of a file, as Values does, and closes it. The error of opening it is
// the only one then.
func FileValues(open func() (io.ReadCloser, error)) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		in, err := open()
		if err != nil {
			yield(Value{}, err)
			return
		}
		defer func() { _ = in.Close() }() // it was only read
		Values(in)(yield)
	}
}

// Values yields the values of a file of JSON, each with the physical line on which it begins: the
// items of an array, or values one after the other, with or without line ends between them. It
// holds one value at a time. The error of a file that is no JSON, or is incomplete, is the last.
func Values(in io.Reader) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		lines := &lineCounter{in: bufio.NewReaderSize(in, 1<<16)}
		if start, _ := lines.in.Peek(3); string(start) == "\xef\xbb\xbf" {
			_, _ = lines.in.Discard(len(start)) // it was peeked
		}
		d := json.NewDecoder(lines)
		first, err := lines.first()
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		if err == nil && first == '[' {
			_, err = d.Token()
		}
		for err == nil {
			if first == '[' && !d.More() {
				_, err = d.Token()
				break
			}
			var v Value
			if err = d.Decode(&v.Text); err != nil {
				break
			}
			if len(v.Text) > maxValue {
				err = fmt.Errorf("a value has more than %d bytes", maxValue)
				break
			}
			v.Line = lines.at(d.InputOffset() - int64(len(v.Text)))
			if !yield(v, nil) {
				return
			}
		}
		switch {
		case errors.Is(err, io.EOF) && first != '[' || err == nil:
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			yield(Value{}, errors.New("the JSON is incomplete; download it again"))
		default:
			yield(Value{}, fmt.Errorf("it is not JSON: %w", err))
		}
	}
}

// Value is a value of JSON with its line.
type Value struct {
	Line int
	Text json.RawMessage
}

// lineCounter counts the lines that are read.
type lineCounter struct {
	in     *bufio.Reader
	offset int64
	// ends are the offsets of the line ends that are not counted yet, and line the number of those
	// that are.
	ends []int64
	line int
}

// first returns the first byte that is no white space, without reading it.
func (l *lineCounter) first() (byte, error) {
	for n := 1; ; n++ {
		start, err := l.in.Peek(n)
		if err != nil {
			return 0, err
		}
		if c := start[n-1]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c, nil
		}
	}
}

func (l *lineCounter) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	for i := 0; i < n; {
		next := bytes.IndexByte(p[i:n], '\n')
		if next < 0 {
			break
		}
		l.ends = append(l.ends, l.offset+int64(i+next))
		i += next + 1
	}
	l.offset += int64(n)
	return n, err
}

// at returns the line of an offset. Offsets must not decrease.
func (l *lineCounter) at(offset int64) int {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.line += n
	l.ends = l.ends[n:]
	return l.line + 1
}
