package explore

// Layout is layout.
var Layout = layout
