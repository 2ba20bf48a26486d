"""What a request costs, beside a bare route and beside the same work written by hand."""
