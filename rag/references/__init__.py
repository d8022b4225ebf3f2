"""What a question refers to: documents by number, clauses, periods, bodies, kinds of document."""
