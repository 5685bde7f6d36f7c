package plan

import "whojoins/internal/model"

// order compiles a `sort` argument. By default entities are sorted by name and relations by
// id.
func (c *compiler) order(t *model.Type, v any) Order {
	list, _ := v.([]any)
	if most := c.Limits.SortKeys; len(list) > most {
		c.fail(Over(TooComplex, "sortKeys", len(list), most, "sort by fewer keys", "sort keys of one list"))
		return nil
	}
	var o Order
	for _, item := range list {
		if k, ok := c.sortKey(t, item); ok {
			o = append(o, k)
		}
	}
	if len(o) == 0 && t.Kind != model.Relation {
		o = Order{{Field: t.Field("name")}}
	}
	return o
}

// sortKey compiles one element of `sort`; false without a key.
func (c *compiler) sortKey(t *model.Type, item any) (Key, bool) {
	name, value, ok := c.only(item)
	if !ok {
		return Key{}, false
	}
	if f := t.AnyField(name); f != nil {
		return Key{Field: f, Desc: value == "DESC"}, true
	}
	if s := t.Side(name); s != nil {
		_, dir, ok := c.only(value)
		return Key{CountOf: s, Desc: dir == "DESC"}, ok
	}
	if e := t.End(name); e != nil {
		k, ok := c.sortKey(e.Target, value)
		k.End = e
		return k, ok
	}
	return Key{}, false
}

// only returns the one key of an object; null is the same as absent.
func (c *compiler) only(item any) (name string, value any, ok bool) {
	object, _ := item.(map[string]any)
	for k, v := range object {
		if v == nil {
			continue
		}
		if ok {
			c.fail(Errorf(BadUserInput, "write [{a: ASC}, {b: ASC}] instead of [{a: ASC, b: ASC}]", "one element of `sort` has one key, since the keys of an object have no order"))
			return "", nil, false
		}
		name, value, ok = k, v, true
	}
	return name, value, ok
}
