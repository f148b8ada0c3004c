/* test_lanes_portable.c - the same for machines without vectors */
#define SUMMARIZE_PORTABLE

#include "test_lanes.c"
