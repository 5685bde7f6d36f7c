package output

// SetStep sets a function that is called before every step of Switch and Complete, and returns
// one that ends this.
func SetStep(f func()) (reset func()) {
	step = f
	return func() { step = func() {} }
}
