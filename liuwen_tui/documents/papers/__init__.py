"""What each document says: values of the domain as a Paper."""
