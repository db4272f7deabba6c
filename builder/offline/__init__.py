"""Makes the zip: the finished site in a form that opens by double click, without a server and without the net."""
