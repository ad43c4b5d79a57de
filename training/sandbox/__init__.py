"""The sandbox of contests (演练): mock cases are data, documents are text on paper. Nothing here knows a case, a number, a series."""
