"""Files of a selection that workers make: asked for, made, given out while nothing in them was taken away.

The export's row is the work order, as a report's row is: a message only wakes a worker up, and the sweep finds what
waits. `asking` writes the row, `making` does the work, `giving` reads the bytes.
"""
