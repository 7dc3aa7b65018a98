"""A paper as a Word document and as an Excel workbook. Importing this costs nothing: the libraries come in when one is written."""
