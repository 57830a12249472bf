"""Reading scans with the program Tesseract: a second engine, for comparison and other scripts."""
