"""When a language model is asked, what it may read, and what comes of pictures and voices."""
