"""Maps and charts as plain geometry: numbers in, places on a drawing out. Texts, links and colours are the pages'."""
