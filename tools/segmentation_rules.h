/*
 * segmentation_rules.h - the rules of stage 2, each of which can be left out
 *
 * Names are those of docs/segmentation.md; GLANCE is none of them, but a look
 * that saves time and changes nothing.  Only segments.c is built with it.
 */
#ifndef SEGMENTATION_RULES_H
#define SEGMENTATION_RULES_H

#include <stdint.h>

#define RULES(X) \
    X(ABBREVIATIONS) \
    X(ACRONYMS) \
    X(ADDRESSES) \
    X(BRACKETS) \
    X(BULLETS) \
    X(CAMEL) \
    X(CLOSERS) \
    X(CROSSHEADS) \
    X(DATELINES) \
    X(ENUMERATORS) \
    X(GLANCE) \
    X(GLUED) \
    X(INITIALS) \
    X(ITEMS) \
    X(LETTERS) \
    X(LINES) \
    X(NOTES) \
    X(NUMBERED) \
    X(OMISSIONS) \
    X(OPENERS) \
    X(OPEN_LINES) \
    X(SMALL) \
    X(SPACED_CLOSERS) \
    X(STARTERS) \
    X(THOUSANDS) \
    X(WORDLESS) \
    X(WRAPPED)

#define NUMBER(name) RULE_##name,
enum rule { RULES(NUMBER) RULE_COUNT };
#undef NUMBER

extern uint64_t rules_left_out;  /* bit i: rule i */

#define RULE(name) (!(rules_left_out >> RULE_##name & 1))

#endif
