"""Reports and summaries as documents: values to bytes and back. No disk."""
