"""Computing apart from storing: the pure engine at a bench of its own, asked one thing at a time.

Whoever asks holds the database and never plans; whoever plans never sees the database. So planning can be
done in another process, which may hang or die without taking anything with it.
"""
