package statement

import "sync"

const (
	// batchSize is the number of statements that Ahead hands over at once, and batchesAhead that of
	// batches that wait for the reader.
	batchSize    = 256
	batchesAhead = 4
)

// item is what a stream yields.
type item struct {
	statement Statement
	err       error
}

// Ahead returns the same stream, which another goroutine reads while the statements before are
// used. It is at most some batches ahead, and has ended when the stream has.
func Ahead(s Stream) Stream {
	return func(yield func(Statement, error) bool) {
		batches, used := make(chan []item, batchesAhead), make(chan []item, batchesAhead+2)
		left := make(chan struct{})
		var reading sync.WaitGroup
		reading.Go(func() {
			defer close(batches)
			read(s, batches, used, left)
		})
		defer reading.Wait()
		defer close(left)
		for batch := range batches {
			for i := range batch {
				if !yield(batch[i].statement, batch[i].err) {
					return
				}
			}
			select {
			case used <- batch:
			default:
			}
		}
	}
}

// read sends the statements of a stream in batches, until left is closed. It fills used batches
// again.
func read(s Stream, batches chan<- []item, used <-chan []item, left <-chan struct{}) {
	batch := make([]item, 0, batchSize)
	send := func() bool {
		select {
		case batches <- batch:
		case <-left:
			return false
		}
		select {
		case batch = <-used:
			batch = batch[:0]
		default:
			batch = make([]item, 0, batchSize)
		}
		return true
	}
	for st, err := range s {
		if batch = append(batch, item{st, err}); len(batch) == batchSize && !send() {
			return
		}
	}
	if len(batch) > 0 {
		send()
	}
}
