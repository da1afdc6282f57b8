"""Which branches of the fork registry the tests took, in every process they started."""
