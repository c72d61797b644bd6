"""The words that templates of this house may use."""
