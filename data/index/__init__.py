"""The index beside a library: what lists, searches and due dates are answered from."""
